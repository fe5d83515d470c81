'use client';

import { Pencil } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useMembers } from '../query/members.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Input, Textarea } from '../ui/input.tsx';
import { Popover } from '../ui/popover.tsx';
import { Select } from '../ui/select.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { textOf } from './conflict.ts';
import { type FieldRow, type FieldValue, valueFrom } from './field-rows.ts';

/**
 * The value of a custom field, changed in a popover that asks for what its type takes. It is saved with the `version` of the case on which
 * the popover opened: what others set under it meanwhile is seen, not overwritten.
 */
export function CustomField({
  row,
  version,
  onSave,
}: {
  row: FieldRow;
  version: number;
  onSave: ((value: FieldValue, version: number) => void) | null;
}) {
  const [open, setOpen] = useState(false);
  return (
    <span className="group/field flex items-start gap-1">
      <span className="min-w-0 whitespace-pre-wrap break-words">
        <Shown row={row} />
      </span>
      {onSave && row.editor && (
        <Popover
          label={row.label}
          align="end"
          open={open}
          onOpenChange={setOpen}
          trigger={
            <IconButton
              label={`Change ${row.label}`}
              icon={<Pencil aria-hidden />}
              className="-my-[3px] size-6 text-ink-3 opacity-0 focus-visible:opacity-100 group-hover/field:opacity-100 data-[state=open]:opacity-100 touch:opacity-100"
            />
          }
        >
          {open && (
            <Editor
              row={row}
              version={version}
              editor={row.editor}
              onSave={(value, began) => {
                setOpen(false);
                onSave(value, began);
              }}
            />
          )}
        </Popover>
      )}
    </span>
  );
}

function Shown({ row: { value, editor } }: { row: FieldRow }) {
  const { members } = useMembers();
  if (value === undefined || value === null || value === '') return <span className="text-ink-3">–</span>;
  if (editor?.type === 'user')
    return members.find((one) => one.id === value || one.email === value)?.name ?? textOf(value);
  if (editor?.type === 'url' && typeof value === 'string')
    return (
      <a href={value} target="_blank" rel="noopener noreferrer nofollow" className="text-accent-ink hover:underline">
        <Untrusted>{value}</Untrusted>
      </a>
    );
  return <Untrusted>{textOf(value)}</Untrusted>;
}

function Editor({
  row,
  version,
  editor: { type, options },
  onSave,
}: {
  row: FieldRow;
  version: number;
  editor: NonNullable<FieldRow['editor']>;
  onSave: (value: FieldValue, version: number) => void;
}) {
  const { members } = useMembers();
  const [began] = useState(version);
  const [chosen, setChosen] = useState<readonly string[]>(Array.isArray(row.value) ? row.value : []);
  const [wrong, setWrong] = useState<string | null>(null);
  const text = typeof row.value === 'string' || typeof row.value === 'number' ? String(row.value) : '';

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (type === 'multi_select')
      return onSave(
        options.filter((option) => chosen.includes(option)),
        began,
      );
    const value = valueFrom(type, String(new FormData(event.currentTarget).get('value') ?? ''));
    if (value === undefined) setWrong('Write a number.');
    else onSave(value, began);
  };
  const common = { name: 'value', defaultValue: text, autoFocus: true };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      {type === 'multi_select' ? (
        <fieldset>
          <legend className="mb-1 font-[550] text-ink-2 text-sm">{row.label}</legend>
          {options.map((option) => (
            <label key={option} className="flex min-h-6 items-center gap-2 touch:min-h-11">
              <input
                type="checkbox"
                checked={chosen.includes(option)}
                onChange={(event) =>
                  setChosen(event.target.checked ? [...chosen, option] : chosen.filter((one) => one !== option))
                }
                className="size-3.5"
              />
              {option}
            </label>
          ))}
        </fieldset>
      ) : (
        <Field label={row.label} hint={row.hint || undefined} error={wrong}>
          {type === 'select' || type === 'user' ? (
            <Select
              {...common}
              options={[
                { value: '', label: '–' },
                ...(type === 'select'
                  ? options.map((option) => ({ value: option, label: option }))
                  : members.map((one) => ({ value: one.id, label: one.name }))),
              ]}
            />
          ) : type === 'text' ? (
            <Textarea {...common} rows={3} maxLength={4000} />
          ) : (
            <Input {...common} type={type} step={type === 'number' ? 'any' : undefined} />
          )}
        </Field>
      )}
      <div>
        <Button type="submit" variant="go">
          Save
        </Button>
      </div>
    </form>
  );
}
