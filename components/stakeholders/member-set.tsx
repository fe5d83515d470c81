'use client';

import { X } from 'lucide-react';
import { useMembers } from '#components/query/members.ts';
import { Field } from '#components/ui/field.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Select } from '#components/ui/select.tsx';

interface Named {
  id: string;
  name: string;
}

/** Members, added one by one from a list. */
export function MemberSet({
  members,
  error,
  onMembers,
}: {
  members: readonly Named[];
  error: string | undefined;
  onMembers: (members: Named[]) => void;
}) {
  const { members: all } = useMembers();
  const left = all.filter((one) => one.kind === 'user' && !one.disabled && !members.some(({ id }) => id === one.id));
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <Field label="Members" error={error}>
        <Select
          value=""
          options={[
            { value: '', label: 'Add a member …' },
            ...left.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` })),
          ]}
          onChange={(event) => {
            const one = left.find(({ id }) => id === event.target.value);
            if (one) onMembers([...members, { id: one.id, name: one.name }]);
          }}
        />
      </Field>
      {members.length > 0 && (
        <ul aria-label="Members who are told" className="flex flex-wrap gap-1.5">
          {members.map(({ id, name }) => (
            <li key={id} className="flex items-center rounded-md border border-line pl-2 text-sm">
              {name}
              <IconButton
                label={`Remove ${name}`}
                icon={<X aria-hidden />}
                onClick={() => onMembers(members.filter((one) => one.id !== id))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
