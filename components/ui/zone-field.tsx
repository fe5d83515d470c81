'use client';

import { type ComponentProps, useId, useMemo } from 'react';
import { Field } from './field.tsx';
import { Input } from './input.tsx';

/** A time zone by its IANA name, with the ones that the browser knows to pick from. */
export function ZoneField({
  zone,
  onZone,
  label = 'Time zone',
  ...field
}: Partial<Omit<ComponentProps<typeof Field>, 'children'>> & { zone: string; onZone: (zone: string) => void }) {
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), []);
  const list = useId();
  return (
    <>
      <Field label={label} {...field}>
        <Input list={list} value={zone} onChange={(event) => onZone(event.target.value)} />
      </Field>
      <datalist id={list}>
        {zones.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </>
  );
}
