'use client';

import { Plus, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import { Input } from './input.tsx';
import { Select } from './select.tsx';
import { DAYS } from './weekdays.ts';

/** Hours of a day of the week, 1 is Monday; both times as `HH:MM`. */
export interface WeeklySpan {
  day: number;
  from: string;
  to: string;
}

const DAY_OPTIONS = DAYS.map((label, index) => ({ value: String(index + 1), label }));

/** Hours of the week, span by span, each on a line of its own. */
export function WeeklySpans({
  spans,
  onSpans,
  isTime,
  timeHint,
  max,
  acts,
}: {
  spans: readonly WeeklySpan[];
  onSpans: (spans: WeeklySpan[]) => void;
  /** What is no time stays in its field, and nothing is told of it. */
  isTime: (text: string) => boolean;
  /** What to write, on hover. */
  timeHint: string;
  max: number;
  /** Beside the button that adds hours. */
  acts?: ReactNode;
}) {
  return (
    <>
      <ul className="flex flex-col gap-1.5">
        {spans.map((span, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a span has no identity but its place
          <li key={index}>
            <SpanRow
              span={span}
              time={{ isTime, title: timeHint }}
              onSpan={(next) => onSpans(spans.map((one, at) => (at === index ? next : one)))}
              onRemove={() => onSpans(spans.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ul>
      <span className="flex gap-2">
        <Button onClick={() => onSpans([...spans, nextOf(spans)])} disabled={spans.length >= max}>
          <Plus aria-hidden /> Add hours
        </Button>
        {acts}
      </span>
    </>
  );
}

/** The day after the last span, with its hours. */
function nextOf(spans: readonly WeeklySpan[]): WeeklySpan {
  const last = spans.at(-1);
  return last ? { ...last, day: (last.day % 7) + 1 } : { day: 1, from: '09:00', to: '17:00' };
}

interface TimeRule {
  isTime: (text: string) => boolean;
  title: string;
}

function SpanRow({
  span,
  time,
  onSpan,
  onRemove,
}: {
  span: WeeklySpan;
  time: TimeRule;
  onSpan: (span: WeeklySpan) => void;
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
      <TimeInput label={`${day} from`} value={span.from} {...time} onValue={(from) => onSpan({ ...span, from })} />
      –
      <TimeInput label={`${day} to`} value={span.to} {...time} onValue={(to) => onSpan({ ...span, to })} />
      <IconButton label={`Remove ${day} ${span.from}–${span.to}`} icon={<X aria-hidden />} onClick={onRemove} />
    </span>
  );
}

/** Always 24 hours: the browser's own field follows the language of the machine and knows no end of a day, and hours are read by many. */
function TimeInput({
  label,
  value,
  isTime,
  title,
  onValue,
}: TimeRule & { label: string; value: string; onValue: (value: string) => void }) {
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? value;
  return (
    <span className="w-18">
      <Input
        aria-label={label}
        aria-invalid={!isTime(text) || undefined}
        title={title}
        placeholder="08:30"
        maxLength={5}
        value={text}
        onChange={(event) => {
          setDraft(event.target.value);
          if (isTime(event.target.value)) onValue(event.target.value);
        }}
        onBlur={() => setDraft(null)}
      />
    </span>
  );
}
