'use client';

import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Popover } from '../ui/popover.tsx';
import { Tag } from '../ui/tag.tsx';
import { WordsInput } from '../ui/words-input.tsx';

/** A list of short words, changed in a popover. `check` says what is wrong with a word; `hrefOf` makes words links. */
export function EditableWords({
  label,
  values,
  editable,
  onSave,
  check,
  hrefOf,
}: {
  label: string;
  values: readonly string[];
  editable: boolean;
  onSave: (values: string[]) => void;
  check?: (word: string) => string | null;
  hrefOf?: (word: string) => string;
}) {
  const [draft, setDraft] = useState<readonly string[] | null>(null);
  const wrong = (check && draft?.map((word) => check(word) && `${word}: ${check(word)}`).find(Boolean)) || null;
  return (
    <span className="flex flex-wrap items-center gap-1">
      {values.map((value) => (
        <Tag key={value} mono={Boolean(hrefOf)}>
          {hrefOf ? (
            <a href={hrefOf(value)} target="_blank" rel="noopener noreferrer" className="hover:underline">
              {value}
            </a>
          ) : (
            <span className="truncate">{value}</span>
          )}
        </Tag>
      ))}
      {values.length === 0 && <span className="text-ink-3">none</span>}
      {editable && (
        <Popover
          label={`Change ${label}`}
          open={draft !== null}
          onOpenChange={(open) => setDraft(open ? values : null)}
          trigger={
            <IconButton label={`Change ${label}`} icon={<Pencil aria-hidden />} className="-my-1 size-6 text-ink-3" />
          }
        >
          <div className="flex flex-col gap-2">
            <Field label={label} hint="Enter or a comma adds one." error={wrong}>
              <WordsInput label={label} values={draft ?? values} onChange={setDraft} />
            </Field>
            <Button
              variant="go"
              disabled={wrong !== null}
              onClick={() => {
                if (draft && draft.join('\n') !== values.join('\n')) onSave([...draft]);
                setDraft(null);
              }}
            >
              Save
            </Button>
          </div>
        </Popover>
      )}
    </span>
  );
}
