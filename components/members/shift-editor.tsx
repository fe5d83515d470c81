'use client';

import { Plus, X } from 'lucide-react';
import { useId, useMemo } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import type { WeeklyShift } from '#lib/domain/member.ts';
import { DAYS, officeHours } from './shift-words.ts';

type Span = WeeklyShift['hours'][number];

const DAY_OPTIONS = DAYS.map((label, index) => ({ value: String(index + 1), label }));

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
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), []);
  const list = useId();
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const hours = shift?.hours ?? [];
  const setHours = (next: Span[]) => shift && onChange(next.length > 0 ? { ...shift, hours: next } : null);

  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="float-left w-full font-[550] text-ink-2 text-sm">Weekly hours</legend>
      {shift ? (
        <>
          <Field label="Time zone" hideLabel className="max-w-72">
            <Input
              list={list}
              value={shift.timeZone}
              onChange={(event) => onChange({ ...shift, timeZone: event.target.value })}
            />
          </Field>
          <datalist id={list}>
            {zones.map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
          <ul className="flex flex-col gap-1.5">
            {hours.map((span, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a span has no identity but its place
              <li key={index}>
                <SpanRow
                  span={span}
                  onChange={(next) => setHours(hours.map((one, at) => (at === index ? next : one)))}
                  onRemove={() => setHours(hours.filter((_, at) => at !== index))}
                />
              </li>
            ))}
          </ul>
          <span className="flex gap-2">
            <Button onClick={() => setHours([...hours, nextOf(hours)])} disabled={hours.length >= 50}>
              <Plus aria-hidden /> Add hours
            </Button>
            <Button variant="ghost" onClick={() => onChange(null)}>
              No weekly hours
            </Button>
          </span>
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

/** The day after the last span, with its hours. */
function nextOf(hours: readonly Span[]): Span {
  const last = hours.at(-1);
  return last ? { ...last, day: (last.day % 7) + 1 } : { day: 1, start: '09:00', end: '17:00' };
}

function SpanRow({ span, onChange, onRemove }: { span: Span; onChange: (span: Span) => void; onRemove: () => void }) {
  const day = DAYS[span.day - 1] ?? '';
  return (
    <span className="flex items-center gap-1.5">
      <Select
        aria-label="Day"
        className="w-20"
        value={String(span.day)}
        options={DAY_OPTIONS}
        onChange={(event) => onChange({ ...span, day: Number(event.target.value) })}
      />
      <TimeInput label={`${day} from`} value={span.start} onChange={(start) => onChange({ ...span, start })} />
      –
      <TimeInput label={`${day} to`} value={span.end} onChange={(end) => onChange({ ...span, end })} />
      <IconButton label={`Remove ${day} ${span.start}–${span.end}`} icon={<X aria-hidden />} onClick={onRemove} />
    </span>
  );
}

/** Always 24 hours: the browser's own field follows the language of the machine, and a rota is read by many. */
function TimeInput({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <span className="w-18">
      <Input
        aria-label={label}
        title="A time of day such as 08:30"
        pattern="([01]\d|2[0-3]):[0-5]\d"
        placeholder="08:30"
        maxLength={5}
        required
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  );
}
