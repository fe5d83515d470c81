'use client';

import { Plus, X } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import type { CalendarHours } from '#lib/domain/sla/hours.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { DAYS, minuteOf, timeOf, type WeekSpan } from './week-words.ts';

const DAY_OPTIONS = DAYS.map((label, index) => ({ value: String(index + 1), label }));

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
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), []);
  const list = useId();
  const setWeek = (week: WeekSpan[]) => onHours({ ...hours, week });
  return (
    <>
      <Field label="Time zone" hint="Such as Europe/Madrid." error={zoneError} className="max-w-72">
        <Input list={list} value={hours.zone} onChange={(event) => onHours({ ...hours, zone: event.target.value })} />
      </Field>
      <datalist id={list}>
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <fieldset className="flex min-w-0 flex-col gap-2">
        <legend className="float-left w-full font-[550] text-ink-2 text-sm">Weekly hours</legend>
        <ul className="flex flex-col gap-1.5">
          {hours.week.map((span, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a stretch has no identity but its place
            <li key={index}>
              <SpanRow
                span={span}
                onSpan={(next) => setWeek(hours.week.map((one, at) => (at === index ? next : one)))}
                onRemove={() => setWeek(hours.week.filter((_, at) => at !== index))}
              />
            </li>
          ))}
        </ul>
        <span>
          <Button onClick={() => setWeek([...hours.week, nextOf(hours.week)])} disabled={hours.week.length >= 100}>
            <Plus aria-hidden /> Add hours
          </Button>
        </span>
        {weekError && (
          <p role="alert" className="text-critical text-xs">
            {weekError}
          </p>
        )}
      </fieldset>
    </>
  );
}

/** The day after the last stretch, with its hours. */
function nextOf(week: readonly WeekSpan[]): WeekSpan {
  const last = week.at(-1);
  return last ? { ...last, day: (last.day % 7) + 1 } : { day: 1, from: 540, to: 1020 };
}

function SpanRow({
  span,
  onSpan,
  onRemove,
}: {
  span: WeekSpan;
  onSpan: (span: WeekSpan) => void;
  onRemove: () => void;
}) {
  const day = DAYS[span.day - 1] ?? '';
  return (
    <span className="flex items-center gap-1.5">
      <Select
        aria-label="Day"
        className="w-20"
        value={String(span.day)}
        options={DAY_OPTIONS}
        onChange={(event) => onSpan({ ...span, day: Number(event.target.value) })}
      />
      <TimeInput label={`${day} from`} minute={span.from} onMinute={(from) => onSpan({ ...span, from })} />
      –
      <TimeInput label={`${day} to`} minute={span.to} onMinute={(to) => onSpan({ ...span, to })} />
      <IconButton
        label={`Remove ${day} ${timeOf(span.from)}–${timeOf(span.to)}`}
        icon={<X aria-hidden />}
        onClick={onRemove}
      />
    </span>
  );
}

/** Always 24 hours, and 24:00 for the end of a day: the browser's own field knows no such time. */
function TimeInput({ label, minute, onMinute }: { label: string; minute: number; onMinute: (minute: number) => void }) {
  const [text, setText] = useState(timeOf(minute));
  const parsed = minuteOf(text);
  return (
    <span className="w-18">
      <Input
        aria-label={label}
        aria-invalid={parsed === null || undefined}
        title="A time of day such as 08:30; 24:00 ends the day"
        maxLength={5}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          const next = minuteOf(event.target.value);
          if (next !== null) onMinute(next);
        }}
        onBlur={() => setText(timeOf(minute))}
      />
    </span>
  );
}
