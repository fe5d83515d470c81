'use client';

import { UserRoundX } from 'lucide-react';
import { useState } from 'react';
import { ownsCases } from '#lib/domain/actor.ts';
import type { CaseView } from '#lib/domain/views/case.ts';
import type { MemberRef } from '#lib/domain/views/common.ts';
import { useMe } from '../query/me.ts';
import { useMembers } from '../query/members.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Picker, type PickerOption } from '../ui/picker.tsx';
import { PickerDialog } from '../ui/picker-dialog.tsx';
import type { BulkRequest } from './use-bulk.ts';

interface Props {
  /** How many cases are marked. */
  count: number;
  onClose: () => void;
  onRun: (change: BulkRequest, look: Partial<CaseView>) => void;
}

/** Who gets the marked cases. */
export function BulkAssignDialog({ open, ...props }: Props & { open: boolean }) {
  return (
    <PickerDialog open={open} onOpenChange={(next) => next || props.onClose()} title="Assign the selected cases">
      {open && <AssignPicker {...props} />}
    </PickerDialog>
  );
}

function AssignPicker({ count, onRun }: Props) {
  const [text, setText] = useState('');
  const me = useMe();
  const { members, isPending } = useMembers();
  const typed = text.trim().toLowerCase();
  const options: (PickerOption & { member: MemberRef | null })[] = members
    .filter((member) => !member.disabled && (member.kind === 'ai' || ownsCases(member.role)))
    .filter((member) => `${member.name} ${member.email} ${member.groups.join(' ')}`.toLowerCase().includes(typed))
    .sort((a, b) => Number(b.id === me?.id) - Number(a.id === me?.id) || a.name.localeCompare(b.name))
    .map((member) => ({
      id: member.id,
      title: member.id === me?.id ? `${member.name} (you)` : member.name,
      hint: `${member.openCases} open`,
      icon: <Avatar actor={member} titled={false} />,
      member: { id: member.id, name: member.name, kind: member.kind },
    }));
  if ('nobody back to the queue'.includes(typed))
    options.push({
      id: 'nobody',
      title: 'Nobody: back to the queue',
      icon: <UserRoundX aria-hidden className="mx-0.5 size-4 text-ink-3" />,
      member: null,
    });
  return (
    <Picker
      label="Assign the selected cases to"
      placeholder={`Assign ${count} to …`}
      text={text}
      onText={setText}
      options={options}
      empty={isPending ? 'Loading …' : 'Nobody is called that.'}
      onPick={({ member }) => onRun({ assignee: member?.id ?? null }, { assignee: member })}
    />
  );
}
