'use client';

import type { FormEvent } from 'react';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';

/** A filter of one text. Empty takes it away. */
export function TextForm({
  label,
  hint,
  value,
  onSet,
}: {
  label: string;
  hint: string;
  value: string | null;
  onSet: (value: string | null) => void;
}) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSet(String(new FormData(event.currentTarget).get('text') ?? '').trim() || null);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2.5">
      <Field label={label} hint={hint}>
        <Input name="text" defaultValue={value ?? ''} maxLength={500} />
      </Field>
      <Button type="submit" variant="go">
        Filter
      </Button>
    </form>
  );
}
