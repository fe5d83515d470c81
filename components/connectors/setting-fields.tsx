'use client';

import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';

interface SettingProps {
  label: string;
  hint: string;
  value: string;
  error: string | undefined;
  disabled: boolean;
  placeholder?: string;
  onChange: (value: string) => void;
}

export function TextSetting({ label, hint, value, error, disabled, placeholder, onChange }: SettingProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      <Input
        value={value}
        disabled={disabled}
        placeholder={placeholder}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

export function NumberSetting({
  unit,
  label,
  hint,
  value,
  error,
  disabled,
  placeholder,
  onChange,
}: SettingProps & { unit: string }) {
  return (
    <Field label={`${label} (${unit})`} hint={hint} error={error}>
      <Input
        type="number"
        min={0}
        step={1}
        className="max-w-40"
        value={value}
        disabled={disabled}
        placeholder={placeholder}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
