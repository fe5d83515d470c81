'use client';

import type { CalendarHours } from '#lib/domain/sla/hours.ts';
import { WeeklySpans } from '../../ui/weekly-spans.tsx';
import { ZoneField } from '../../ui/zone-field.tsx';
import { minuteOf, timeOf } from './week-words.ts';

/** The zone, and the hours that count, stretch by stretch. */
export function WeekEditor({
  hours,
  onHours,
  zoneError,
  weekError,
}: {
  hours: CalendarHours;
  onHours: (hours: CalendarHours) => void;
  zoneError: string | undefined;
  weekError: string | undefined;
}) {
  return (
    <>
      <ZoneField
        zone={hours.zone}
        onZone={(zone) => onHours({ ...hours, zone })}
        hint="Such as Europe/Madrid."
        error={zoneError}
        className="max-w-72"
      />
      <fieldset className="flex min-w-0 flex-col gap-2">
        <legend className="float-left w-full font-[550] text-ink-2 text-sm">Weekly hours</legend>
        <WeeklySpans
          spans={hours.week.map(({ day, from, to }) => ({ day, from: timeOf(from), to: timeOf(to) }))}
          onSpans={(spans) =>
            onHours({
              ...hours,
              week: spans.map(({ day, from, to }) => ({ day, from: minuteOf(from) ?? 0, to: minuteOf(to) ?? 0 })),
            })
          }
          isTime={(text) => minuteOf(text) !== null}
          timeHint="A time of day such as 08:30; 24:00 ends the day"
          max={100}
        />
        {weekError && (
          <p role="alert" className="text-critical text-xs">
            {weekError}
          </p>
        )}
      </fieldset>
    </>
  );
}
