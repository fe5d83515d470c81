'use client';

import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';

/** Kept in this page's memory alone; without it requests go with the session. */
export function ApiKeyInput({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <Field label="API key" hideLabel className="w-72 max-w-full">
      <Input
        mono
        type="password"
        autoComplete="off"
        placeholder="wf_… (else your session is used)"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
