import { Avatar } from '#components/ui/avatar.tsx';
import { cn } from '#components/ui/cn.ts';
import { sentence } from '#components/ui/names.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { MemberView } from '#lib/domain/views/member.ts';
import { shiftWords } from './shift-words.ts';

export function MemberTable({
  members,
  onEdit,
}: {
  members: readonly MemberView[];
  onEdit: ((member: MemberView) => void) | undefined;
}) {
  return (
    <Table caption="Members">
      <thead>
        <tr>
          <Th>Member</Th>
          <Th className="w-20 narrow:hidden">Role</Th>
          <Th className="w-14 narrow:hidden">Tier</Th>
          <Th className="narrow:hidden">Skills and groups</Th>
          <Th>Shift</Th>
          <Th className="w-16 text-right narrow:hidden">Open</Th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <MemberRow key={member.id} member={member} onEdit={onEdit} />
        ))}
      </tbody>
    </Table>
  );
}

function MemberRow({ member, onEdit }: { member: MemberView; onEdit: ((member: MemberView) => void) | undefined }) {
  const edit = onEdit && (() => onEdit(member));
  return (
    <Tr {...(edit ? { onOpen: edit } : {})} className={cn(member.disabled && 'text-ink-3')}>
      <Td className="max-w-64 narrow:w-full narrow:max-w-0">
        <span className="flex min-w-0 items-center gap-2">
          <Avatar actor={member} titled={false} />
          <span className="min-w-0">
            {edit ? (
              <button type="button" onClick={edit} className="block max-w-full truncate font-[510] hover:underline">
                {member.name}
              </button>
            ) : (
              <span className="block truncate font-[510]">{member.name}</span>
            )}
            <span className="block truncate text-ink-3 text-xs">
              {member.kind === 'ai' ? 'AI analyst' : member.email}
              <span className="hidden narrow:inline">
                {' '}
                · {sentence(member.role)} · {member.openCases} open
              </span>
            </span>
          </span>
        </span>
      </Td>
      <Td className="text-ink-2 narrow:hidden">{sentence(member.role)}</Td>
      <Td className="text-ink-2 narrow:hidden">{member.tier ?? <span className="text-ink-3">–</span>}</Td>
      <Td className="max-w-72 narrow:hidden">
        <span className="flex flex-wrap gap-1">
          {member.skills.map((skill) => (
            <Tag key={skill}>{skill}</Tag>
          ))}
          {member.groups.map((group) => (
            <Tag key={group} dashed>
              {group}
            </Tag>
          ))}
        </span>
      </Td>
      <Td>
        <Duty member={member} />
      </Td>
      <Td className="text-right text-ink-2 narrow:hidden">{member.openCases}</Td>
    </Tr>
  );
}

/** Whether cases can be given to somebody now, and the hours behind it. */
function Duty({ member }: { member: MemberView }) {
  if (member.disabled) return <Tag dashed>Disabled</Tag>;
  const hours = shiftWords(member.shift);
  return (
    <span className="flex flex-col">
      <span className="flex flex-wrap gap-1">
        <Tag tone={member.onShift ? 'ok' : 'plain'}>{member.onShift ? 'On shift' : 'Off shift'}</Tag>
        {member.onCall && <Tag tone="accent">On call</Tag>}
        {!member.eligible && <Tag dashed>Not assigned cases</Tag>}
      </span>
      {member.shiftByHand && <ByHand set={member.shiftByHand} />}
      {hours && (
        <span className="text-ink-3 text-xs narrow:hidden">
          {hours} {member.shift?.timeZone}
        </span>
      )}
    </span>
  );
}

/** What was set by hand, and when the weekly hours count again. */
function ByHand({ set: { onShift, endsAt } }: { set: NonNullable<MemberView['shiftByHand']> }) {
  return (
    <span className="text-ink-3 text-xs">
      {onShift ? 'Started by hand' : 'Ended by hand'}
      {endsAt && (
        <>
          , ends <RelativeTime at={endsAt} />
        </>
      )}
    </span>
  );
}
