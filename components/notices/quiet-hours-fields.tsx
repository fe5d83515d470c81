'use client';

import type { QuietHours } from '#lib/domain/notifications/index.ts';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Switch } from '../ui/switch.tsx';
import { ZoneField } from '../ui/zone-field.tsx';

/** A night in the reader's own zone, to start from. */
const nightHere = (): QuietHours => ({
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  start: '22:00',
  end: '07:00',
});

/** Quiet hours on or off, from when until when on whose clock. */
export function QuietHoursFields({
  hours,
  error,
  onHours,
}: {
  hours: QuietHours | null;
  error: (name: string) => string | undefined;
  onHours: (hours: QuietHours | null) => void;
}) {
  const set = (change: Partial<QuietHours>) => hours && onHours({ ...hours, ...change });
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="sr-only">Quiet hours</legend>
      <Field
        label="Quiet hours"
        hint="What comes then waits until they end. A critical case, a VIP’s, a breach and a page do not wait."
      >
        <Switch checked={hours !== null} onCheckedChange={(on) => onHours(on ? nightHere() : null)} />
      </Field>
      {hours && (
        <div className="grid max-w-[560px] grid-cols-[1fr_1fr_2fr] gap-3.5 narrow:grid-cols-2">
          <Field label="From" error={error('quietHours/start')}>
            <Input type="time" value={hours.start} onChange={(event) => set({ start: event.target.value })} />
          </Field>
          <Field label="Until" error={error('quietHours/end')}>
            <Input type="time" value={hours.end} onChange={(event) => set({ end: event.target.value })} />
          </Field>
          <ZoneField
            zone={hours.timeZone}
            onZone={(timeZone) => set({ timeZone })}
            error={error('quietHours/timeZone')}
            className="narrow:col-span-2"
          />
        </div>
      )}
    </fieldset>
  );
}
