'use client';

import { useState } from 'react';
import type { CalendarView } from '#lib/domain/views/sla.ts';
import { FormDialog } from '../../settings/form-dialog.tsx';
import { useSavedSetting } from '../../settings/use-saved-setting.ts';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
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
  const save = useSavedSetting<CalendarView>({
    list: 'calendars',
    id: calendar?.id ?? null,
    stale: SLA_STALE,
    nameOf: (saved) => saved.name,
    onClose,
  });
  const from = effectiveFrom === '' ? {} : { effectiveFrom: new Date(effectiveFrom).toISOString() };
  return (
    <FormDialog
      title={calendar ? `New version of ${calendar.name}` : 'New calendar'}
      description="It counts for every target that is set from its start on."
      submit="Save"
      busy={save.busy}
      disabled={name.trim() === ''}
      error={save.error}
      onSubmit={() => void save.act({ name: name.trim(), hours: kind === 'always' ? null : hours, ...from })}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
