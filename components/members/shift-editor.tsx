'use client';

import { Plus } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { WeeklySpans } from '#components/ui/weekly-spans.tsx';
import { ZoneField } from '#components/ui/zone-field.tsx';
import type { WeeklyShift } from '#lib/domain/member.ts';
import { officeHours } from './shift-words.ts';

/** Weekly hours in the member's own zone, span by span; a span that ends before it starts runs over midnight. */
export function ShiftEditor({
  shift,
  error,
  onChange,
}: {
  shift: WeeklyShift | null;
  error: string | undefined;
  onChange: (shift: WeeklyShift | null) => void;
}) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="float-left w-full font-[550] text-ink-2 text-sm">Weekly hours</legend>
      {shift ? (
        <>
          <ZoneField
            zone={shift.timeZone}
            onZone={(timeZone) => onChange({ ...shift, timeZone })}
            hideLabel
            className="max-w-72"
          />
          <WeeklySpans
            spans={shift.hours.map(({ day, start, end }) => ({ day, from: start, to: end }))}
            onSpans={(spans) => {
              const hours = spans.map(({ day, from, to }) => ({ day, start: from, end: to }));
              onChange(hours.length > 0 ? { ...shift, hours } : null);
            }}
            isTime={(text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)}
            timeHint="A time of day such as 08:30"
            max={50}
            acts={
              <Button variant="ghost" onClick={() => onChange(null)}>
                No weekly hours
              </Button>
            }
          />
        </>
      ) : (
        <span className="flex flex-wrap items-center gap-2">
          <Button onClick={() => onChange(officeHours(here))}>
            <Plus aria-hidden /> Mon–Fri 09:00–17:00
          </Button>
          <span className="text-ink-3 text-xs">None: counts as on shift unless said otherwise by hand.</span>
        </span>
      )}
      {error && (
        <p role="alert" className="text-critical text-xs">
          {error}
        </p>
      )}
    </fieldset>
  );
}
