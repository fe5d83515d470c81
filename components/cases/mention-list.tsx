'use client';

import type { MemberView } from '#lib/domain/views/member.ts';
import { Avatar } from '../ui/avatar.tsx';
import { cn } from '../ui/cn.ts';

/** Who may be meant by the name that is being typed; the text keeps the focus and its keys move here. */
export function MentionList({
  id,
  people,
  active,
  onPick,
}: {
  id: string;
  people: readonly MemberView[];
  active: number;
  onPick: (member: MemberView) => void;
}) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Members to mention"
      className="popup absolute top-full left-0 z-20 mt-1 w-72 max-w-full p-1"
    >
      {people.map((member, at) => (
        <div
          key={member.id}
          id={`${id}-${at}`}
          role="option"
          tabIndex={-1}
          aria-selected={at === active}
          // Before the text loses the focus.
          onPointerDown={(event) => {
            event.preventDefault();
            onPick(member);
          }}
          className={cn(
            'flex min-h-7 cursor-pointer items-center gap-2 rounded-md px-2 touch:min-h-11',
            at === active ? 'bg-hover text-ink' : 'text-ink-2',
          )}
        >
          <Avatar actor={member} titled={false} />
          <span className="min-w-0 flex-1 truncate">{member.name}</span>
          <span className="shrink-0 text-ink-3 text-sm">{member.onShift ? 'on shift' : 'off shift'}</span>
        </div>
      ))}
    </div>
  );
}
