'use client';

import { type FormEvent, useState } from 'react';
import type { CalendarView } from '#lib/domain/views/sla.ts';
import { useAct } from '../../query/act.ts';
import { api } from '../../query/api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { useToast } from '../../ui/toast.tsx';
import { HolidayEditor } from './holiday-editor.tsx';
import { SLA_STALE } from './use-sla-settings.ts';
import { WeekEditor } from './week-editor.tsx';
import { officeWeek } from './week-words.ts';

const KINDS = [
  { value: 'hours', label: 'Weekly hours' },
  { value: 'always', label: 'Around the clock' },
];

/** A new calendar, or a new version of one. */
export function CalendarDialog({ calendar, onClose }: { calendar: CalendarView | null; onClose: () => void }) {
  const toast = useToast();
  const latest = calendar?.versions[0];
  const [name, setName] = useState(latest?.name ?? '');
  const [kind, setKind] = useState(latest && !latest.hours ? 'always' : 'hours');
  const [hours, setHours] = useState(
    () =>
      latest?.hours ?? {
        zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        week: officeWeek(),
        holidays: [],
      },
  );
  const [effectiveFrom, setEffectiveFrom] = useState('');
  const save = useAct(
    () => {
      const body = { name: name.trim(), hours: kind === 'always' ? null : hours };
      if (!calendar) return api.post<CalendarView>('calendars', body);
      const from = effectiveFrom === '' ? {} : { effectiveFrom: new Date(effectiveFrom).toISOString() };
      return api.patch<CalendarView>(`calendars/${calendar.id}`, { ...body, ...from });
    },
    {
      stale: SLA_STALE,
      inline: true,
      done: (saved) => {
        toast({ title: `${saved.name} is saved`, tone: 'ok' });
        onClose();
      },
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') void save.act(undefined);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={calendar ? `New version of ${calendar.name}` : 'New calendar'}
      description="It counts for every target that is set from its start on."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="go" type="submit" form="sla-calendar" busy={save.busy} disabled={name.trim() === ''}>
            Save
          </Button>
        </>
      }
    >
      <form noValidate id="sla-calendar" className="flex flex-col gap-3.5" onSubmit={submit}>
        <Field label="Name" required error={save.field('name')}>
          <Input autoFocus value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="Time counts">
          <Select value={kind} options={KINDS} onChange={(event) => setKind(event.target.value)} />
        </Field>
        {kind === 'hours' && (
          <>
            <WeekEditor
              hours={hours}
              onHours={setHours}
              zoneError={save.field('hours/zone')}
              weekError={save.field('hours/week')}
            />
            <HolidayEditor
              holidays={hours.holidays}
              onHolidays={(holidays) => setHours({ ...hours, holidays })}
              error={save.field('hours/holidays')}
            />
          </>
        )}
        {calendar && (
          <Field label="Counts from" hint="At once, where it is left empty." error={save.field('effectiveFrom')}>
            <Input
              type="datetime-local"
              value={effectiveFrom}
              onChange={(event) => setEffectiveFrom(event.target.value)}
            />
          </Field>
        )}
        {save.error && (
          <p role="alert" className="text-critical">
            {save.error.message}
          </p>
        )}
      </form>
    </Dialog>
  );
}
