'use client';

import { useState } from 'react';
import type { MemberView } from '#lib/domain/views/member.ts';
import { useMembers } from '../query/members.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Picker } from '../ui/picker.tsx';
import { PickerDialog } from '../ui/picker-dialog.tsx';

/** Chooses one member. `fits` leaves out who cannot be chosen. */
export function MemberPicker({
  open,
  onOpenChange,
  title,
  fits,
  onPick,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  fits: (member: MemberView) => boolean;
  onPick: (member: MemberView) => void;
}) {
  return (
    <PickerDialog open={open} onOpenChange={onOpenChange} title={title}>
      {open && (
        <Choice
          title={title}
          fits={fits}
          onPick={(member) => {
            onOpenChange(false);
            onPick(member);
          }}
        />
      )}
    </PickerDialog>
  );
}

function Choice({
  title,
  fits,
  onPick,
}: {
  title: string;
  fits: (member: MemberView) => boolean;
  onPick: (member: MemberView) => void;
}) {
  const [text, setText] = useState('');
  const { members, isPending } = useMembers();
  const typed = text.trim().toLowerCase();
  const options = members
    .filter((member) => !member.disabled && fits(member))
    .filter((member) => `${member.name} ${member.email} ${member.groups.join(' ')}`.toLowerCase().includes(typed))
    .sort((a, b) => Number(b.onShift) - Number(a.onShift) || a.name.localeCompare(b.name))
    .map((member) => ({
      id: member.id,
      title: member.name,
      hint: `${member.openCases} open · ${member.onShift ? 'on shift' : 'off shift'}`,
      icon: <Avatar actor={member} titled={false} />,
      member,
    }));
  return (
    <Picker
      label={title}
      placeholder={`${title} …`}
      text={text}
      onText={setText}
      options={options}
      empty={isPending ? 'Loading …' : 'Nobody fits.'}
      onPick={(option) => onPick(option.member)}
    />
  );
}
