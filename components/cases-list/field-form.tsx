'use client';

import { type FormEvent, useState } from 'react';
import { useCustomFields } from '../query/settings.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Select } from '../ui/select.tsx';

/** A filter by a custom field: one that the house defined, or any key that a source's mapping fills. */
export function FieldForm({ chosen, onSet }: { chosen: readonly string[]; onSet: (field: string[]) => void }) {
  const fields = useCustomFields();
  const [key, setKey] = useState('');
  const field = fields.find((one) => one.key === key);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get('key') ?? '').trim();
    const value = String(form.get('value') ?? '').trim();
    if (name && value) onSet([...new Set([...chosen, `${name}:${value}`])]);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2.5">
      <Field label="Field">
        <Input
          name="key"
          required
          value={key}
          onChange={(event) => setKey(event.target.value)}
          list="case-filter-fields"
        />
      </Field>
      <datalist id="case-filter-fields">
        {fields.map((one) => (
          <option key={one.key} value={one.key}>
            {one.label}
          </option>
        ))}
      </datalist>
      <Field label="Value">
        {field && field.options.length > 0 ? (
          <Select name="value" options={field.options.map((value) => ({ value, label: value }))} />
        ) : (
          <Input name="value" required />
        )}
      </Field>
      <Button type="submit" variant="go">
        Filter
      </Button>
    </form>
  );
}
