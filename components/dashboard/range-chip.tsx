'use client';

import { CalendarDays } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { shortDate } from '../charts/day-bars.tsx';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Popover } from '../ui/popover.tsx';
import { type DashboardParams, daysOf, RANGES } from './params.ts';

const NAMES: Record<(typeof RANGES)[number], string> = {
  7: 'Last 7 days',
  30: 'Last 30 days',
  90: 'Last 90 days',
  365: 'Last 365 days',
};

/** The period: one of the usual ones, which end with today, or two dates. */
export function RangeChip({
  params,
  onChange,
}: {
  params: DashboardParams;
  onChange: (change: Partial<DashboardParams>) => void;
}) {
  const [open, setOpen] = useState(false);
  const days = daysOf(params);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [from, to] = ['from', 'to'].map((name) => String(form.get(name) ?? '')).sort() as [string, string];
    onChange({ from, to, range: '' });
    setOpen(false);
  };
  const value = days
    ? NAMES[days as keyof typeof NAMES]
    : params.from === params.to
      ? shortDate(params.from)
      : `${shortDate(params.from)} – ${shortDate(params.to)}`;
  return (
    <Popover
      label="Period"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Chip icon={<CalendarDays aria-hidden />} label={<span className="sr-only">Period</span>} value={value} />
      }
    >
      <div className="flex flex-col gap-1">
        {RANGES.map((range) => (
          <Button
            key={range}
            variant="ghost"
            className="justify-start"
            aria-pressed={range === days}
            onClick={() => {
              onChange({ range: `${range}d`, from: '', to: '' });
              setOpen(false);
            }}
          >
            {NAMES[range]}
          </Button>
        ))}
        <form onSubmit={submit} className="mt-1 flex flex-col gap-2.5 border-line border-t pt-2.5">
          <div className="grid grid-cols-2 gap-2.5">
            <Field label="First day">
              <Input type="date" name="from" required defaultValue={params.from} />
            </Field>
            <Field label="Last day">
              <Input type="date" name="to" required defaultValue={params.to} />
            </Field>
          </div>
          <Button type="submit">Show these days</Button>
        </form>
      </div>
    </Popover>
  );
}
