'use client';

import { type FormEvent, useId, useState } from 'react';
import type { CaseTimerView } from '#lib/domain/views/sla.ts';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Select } from '../ui/select.tsx';
import { DurationField } from './duration-field.tsx';

const KINDS = [
  { value: 'target', label: 'Counts down to a target' },
  { value: 'stopwatch', label: 'Stopwatch: counts up, is never due' },
];

/** Starts a timer of one's own on a case. */
export function NewTimerDialog({ caseKey, onClose }: { caseKey: string; onClose: () => void }) {
  const formId = useId();
  const [name, setName] = useState('');
  const [kind, setKind] = useState('target');
  const [seconds, setSeconds] = useState<number | null>(3600);
  const [startedAt, setStartedAt] = useState('');
  const add = useAct(
    () =>
      api.post<CaseTimerView>(`cases/${caseKey}/timers`, {
        name,
        targetSeconds: kind === 'stopwatch' ? 0 : (seconds ?? 0),
        ...(startedAt === '' ? {} : { startedAt: new Date(startedAt).toISOString() }),
      }),
    { stale: [keys.case(caseKey), ['cases']], inline: true, done: onClose },
  );
  const ready = name.trim() !== '' && (kind === 'stopwatch' || (seconds !== null && seconds > 0));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) void add.act(undefined);
  };
  const shown = ['name', 'targetSeconds', 'startedAt'].some((field) => add.field(field));
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title="Start a timer"
      width="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="go" type="submit" form={formId} busy={add.busy} disabled={!ready}>
            Start
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Name" required hint="What is to be done by then." error={add.field('name')}>
          <Input autoFocus value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="Kind">
          <Select value={kind} options={KINDS} onChange={(event) => setKind(event.target.value)} />
        </Field>
        {kind === 'target' && (
          <DurationField
            label="Target"
            hint="Around the clock. A warning comes when four fifths are used."
            seconds={seconds}
            onSeconds={setSeconds}
            error={add.field('targetSeconds')}
          />
        )}
        <Field label="Started at" hint="Now, where it is left empty." error={add.field('startedAt')}>
          <Input type="datetime-local" value={startedAt} onChange={(event) => setStartedAt(event.target.value)} />
        </Field>
        {add.error && !shown && (
          <p role="alert" className="text-critical">
            {add.error.message}
          </p>
        )}
      </form>
    </Dialog>
  );
}
