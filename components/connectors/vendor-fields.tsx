'use client';

import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import { settingsOf } from './vendor-settings.ts';

interface VendorFieldsProps {
  vendor: string;
  values: Record<string, string>;
  error: (name: string) => string | undefined;
  disabled: boolean;
  onChange: (values: Record<string, string>) => void;
}

/** The settings that this vendor alone has; nothing where it has none. */
export function VendorFields({ vendor, values, error, disabled, onChange }: VendorFieldsProps) {
  const fields = settingsOf(vendor);
  if (fields.length === 0) return null;
  return (
    <div className="grid grid-cols-2 gap-3.5 narrow:grid-cols-1">
      {fields.map(({ name, label, hint, kind, placeholder, yes = '', no = '' }) => {
        const common = {
          value: values[name] ?? '',
          disabled,
          onChange: (event: { target: { value: string } }) => onChange({ ...values, [name]: event.target.value }),
        };
        return (
          <Field key={name} label={label} hint={hint} error={error(name)}>
            {kind === 'choice' ? (
              <Select
                {...common}
                value={common.value === 'true' ? 'true' : 'false'}
                options={[
                  { value: 'false', label: no },
                  { value: 'true', label: yes },
                ]}
              />
            ) : (
              <Input {...common} type={kind} placeholder={placeholder} />
            )}
          </Field>
        );
      })}
    </div>
  );
}
