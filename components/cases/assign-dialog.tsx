'use client';

import { UserRoundX } from 'lucide-react';
import { useState } from 'react';
import { ownsCases } from '#lib/domain/actor.ts';
import type { MemberRef } from '#lib/domain/views/common.ts';
import type { MemberView } from '#lib/domain/views/member.ts';
import { useMe } from '../query/me.ts';
import { useMembers } from '../query/members.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Picker, type PickerOption } from '../ui/picker.tsx';
import { PickerDialog } from '../ui/picker-dialog.tsx';
import { useAssign } from './use-assign.ts';

/** The part of a case that assigning needs. */
export interface Assignable {
  key: string;
  assignee: MemberRef | null;
}

export function AssignDialog({ item, onClose }: { item: Assignable | null; onClose: () => void }) {
  return (
    <PickerDialog open={item !== null} onOpenChange={(open) => open || onClose()} title={`Assign ${item?.key ?? ''}`}>
      {item && <AssignPicker item={item} onClose={onClose} />}
    </PickerDialog>
  );
}

interface AssigneeOption extends PickerOption {
  member: MemberRef | null;
}

function AssignPicker({ item, onClose }: { item: Assignable; onClose: () => void }) {
  const [text, setText] = useState('');
  const me = useMe();
  const { members, isPending } = useMembers();
  const assign = useAssign();
  const typed = text.trim().toLowerCase();

  const people = members
    .filter((member) => !member.disabled && (member.kind === 'ai' || ownsCases(member.role)))
    .filter((member) => `${member.name} ${member.email} ${member.groups.join(' ')}`.toLowerCase().includes(typed))
    .sort(
      (a, b) =>
        Number(b.id === me?.id) - Number(a.id === me?.id) ||
        Number(b.onShift) - Number(a.onShift) ||
        a.name.localeCompare(b.name),
    );
  const options: AssigneeOption[] = people.map((member) => ({
    id: member.id,
    title: member.id === me?.id ? `${member.name} (you)` : member.name,
    hint: hintOf(member),
    icon: <Avatar actor={member} titled={false} />,
    member: { id: member.id, name: member.name, kind: member.kind },
  }));
  if (item.assignee && 'nobody back to the queue'.includes(typed)) {
    options.push({
      id: 'nobody',
      title: 'Nobody: back to the queue',
      icon: <UserRoundX aria-hidden className="mx-0.5 size-4 text-ink-3" />,
      member: null,
    });
  }
  return (
    <Picker
      label={`Assign ${item.key} to`}
      placeholder={`Assign ${item.key} to …`}
      text={text}
      onText={setText}
      options={options}
      empty={isPending ? 'Loading …' : 'Nobody is called that.'}
      onPick={(option) => {
        onClose();
        void assign(item, option.member);
      }}
    />
  );
}

function hintOf(member: MemberView): string {
  const parts = [
    member.tier ? `tier ${member.tier}` : null,
    `${member.openCases} open`,
    member.kind === 'ai' ? 'AI analyst' : member.onShift ? 'on shift' : 'off shift',
  ];
  return parts.filter(Boolean).join(' · ');
}
