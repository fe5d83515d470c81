'use client';

import { type FormEvent, useId, useState } from 'react';
import type { CaseTransition } from '#lib/domain/case.ts';
import { type ResolutionVerdict, type State, stageOf, TRANSITIONS, VERDICTS } from '#lib/domain/case-state.ts';
import type { ApiError } from '../query/api.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input, Textarea } from '../ui/input.tsx';
import { stateName, verdictName } from '../ui/names.ts';
import { Select } from '../ui/select.tsx';
import { useChangeCase } from './change.tsx';
import { localInput, tomorrowMorning } from './wake-time.ts';

/** The part of a case that a change of its state needs. */
export interface Movable {
  key: string;
  state: State;
  version: number;
  resolution?: { verdict: ResolutionVerdict; summary: string } | null;
}

/** Whether a state asks for more than a press: a verdict, a reason. */
export function asksForMore(state: State): boolean {
  return ['on_hold', 'resolved', 'closed'].includes(stageOf(state));
}

export function TransitionDialog({
  item,
  to,
  onClose,
}: {
  item: Movable | null;
  to: State | null;
  onClose: () => void;
}) {
  return item && <TransitionForm key={`${item.key} ${to}`} item={item} to={to} onClose={onClose} />;
}

const ACT: Record<State, string> = {
  new: 'Move to New',
  triage: 'Move to Triage',
  in_progress: 'Move to In progress',
  on_hold: 'Put on hold',
  resolved: 'Resolve',
  closed: 'Close',
};

function TransitionForm({ item, to, onClose }: { item: Movable; to: State | null; onClose: () => void }) {
  const change = useChangeCase();
  const formId = useId();
  const choices = TRANSITIONS[item.state];
  const [state, setState] = useState<State>(to ?? choices[0] ?? item.state);
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const ends = state === 'resolved' || state === 'closed';
  const holds = stageOf(state) === 'on_hold';
  const standing = item.state === 'resolved' ? item.resolution : null;

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim() || undefined;
    const wakeAt = text('wakeAt');
    const body = {
      state,
      verdict: text('verdict') as ResolutionVerdict | undefined,
      summary: text('summary'),
      reason: text('reason'),
      ...(wakeAt ? { wakeAt: new Date(wakeAt).toISOString() } : {}),
    } as CaseTransition;
    setBusy(true);
    setError(null);
    const moved = await change(item.key, { kind: 'transition', body, version: item.version }, setError);
    setBusy(false);
    if (moved) onClose();
  };

  const general = error && !['/verdict', '/summary', '/reason', '/wakeAt'].some((pointer) => error.field(pointer));
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={to ? `${ACT[state]}: ${item.key}` : `State of ${item.key}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="go" busy={busy}>
            {ACT[state]}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        {!to && (
          <Field label="New state" hint={`It is ${stateName(item.state)} now.`}>
            <Select
              autoFocus
              value={state}
              onChange={(event) => setState(event.target.value as State)}
              options={choices.map((choice) => ({ value: choice, label: stateName(choice) }))}
            />
          </Field>
        )}
        {ends && (
          <>
            <Field label="Verdict" required={!standing} error={error?.field('verdict')}>
              <Select
                name="verdict"
                autoFocus={Boolean(to)}
                required={!standing}
                defaultValue={standing?.verdict ?? ''}
                options={[
                  { value: '', label: 'Choose …', disabled: !standing },
                  ...VERDICTS.map((verdict) => ({ value: verdict, label: verdictName(verdict) })),
                ]}
              />
            </Field>
            <Field
              label="Summary"
              required={!standing}
              hint="What was found, and what was done. Markdown."
              error={error?.field('summary')}
            >
              <Textarea name="summary" rows={5} required={!standing} defaultValue={standing?.summary ?? ''} />
            </Field>
          </>
        )}
        {holds && (
          <>
            <Field label="Reason" required hint="What the case waits for." error={error?.field('reason')}>
              <Textarea name="reason" rows={2} required autoFocus={Boolean(to)} />
            </Field>
            <Field
              label="Wake at"
              required
              hint="The case comes back by itself then. A new event of the vendor wakes it earlier."
              error={error?.field('wakeAt')}
            >
              <Input
                name="wakeAt"
                type="datetime-local"
                required
                defaultValue={tomorrowMorning(new Date())}
                min={localInput(new Date())}
              />
            </Field>
          </>
        )}
        {!ends && !holds && stageOf(item.state) !== 'new' && (
          <Field label="Reason" hint="Stands on the timeline. May be left empty." error={error?.field('reason')}>
            <Textarea name="reason" rows={2} />
          </Field>
        )}
        {general && (
          <p role="alert" className="text-critical">
            {error.title} {error.detail}
          </p>
        )}
      </form>
    </Dialog>
  );
}
