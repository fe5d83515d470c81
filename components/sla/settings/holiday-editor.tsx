'use client';

import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { CalendarHours } from '#lib/domain/sla/hours.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Input } from '../../ui/input.tsx';

type Holiday = CalendarHours['holidays'][number];

/** Days on which nothing counts, by the date of the calendar's zone. */
export function HolidayEditor({
  holidays,
  onHolidays,
  error,
}: {
  holidays: readonly Holiday[];
  onHolidays: (holidays: Holiday[]) => void;
  error: string | undefined;
}) {
  const [date, setDate] = useState('');
  const [name, setName] = useState('');
  const add = () => {
    onHolidays(
      [...holidays.filter((one) => one.date !== date), { date, name: name.trim() }].sort((a, b) =>
        a.date.localeCompare(b.date),
      ),
    );
    setDate('');
    setName('');
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="float-left w-full font-[550] text-ink-2 text-sm">Holidays</legend>
      {holidays.length > 0 && (
        <ul className="flex max-h-44 flex-col overflow-y-auto">
          {holidays.map((holiday) => (
            <li key={holiday.date} className="flex min-h-7 items-center gap-2">
              <time dateTime={holiday.date} className="num w-24 text-ink-2">
                {holiday.date}
              </time>
              <span className="min-w-0 flex-1 truncate">{holiday.name}</span>
              <IconButton
                label={`Remove ${holiday.name} ${holiday.date}`}
                icon={<X aria-hidden />}
                onClick={() => onHolidays(holidays.filter((one) => one !== holiday))}
              />
            </li>
          ))}
        </ul>
      )}
      <span className="flex flex-wrap items-center gap-1.5">
        <Input
          type="date"
          aria-label="Date of a holiday"
          className="max-w-40"
          value={date}
          onChange={(event) => setDate(event.target.value)}
        />
        <Input
          aria-label="Name of a holiday"
          placeholder="New Year"
          className="max-w-48"
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button onClick={add} disabled={date === '' || name.trim() === ''}>
          <Plus aria-hidden /> Add holiday
        </Button>
      </span>
      {error && (
        <p role="alert" className="text-critical text-xs">
          {error}
        </p>
      )}
    </fieldset>
  );
}
