'use client';

import { type FormEvent, useId, useRef, useState } from 'react';
import type { CaseTransition } from '#lib/domain/case.ts';
import { isOpen, type ResolutionVerdict, type Stage, type State, VERDICTS } from '#lib/domain/case-state.ts';
import type { TimerView } from '#lib/domain/views/case.ts';
import type { ApiError } from '../query/api.ts';
import { useStates } from '../query/states.ts';
import { BreachReasonFields, NO_REASON, reasonOf } from '../sla/breach-reason-fields.tsx';
import { unexplained } from '../sla/unexplained.ts';
import { Button } from '../ui/button.tsx';
import { useNow } from '../ui/clock.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input, Textarea } from '../ui/input.tsx';
import { verdictName } from '../ui/names.ts';
import { Select } from '../ui/select.tsx';
import { useChangeCase } from './change.tsx';
import { ClosingMacros } from './closing-macros.tsx';
import { localInput, tomorrowMorning } from './wake-time.ts';

/** The part of a case that a change of its state needs. */
export interface Movable {
  key: string;
  state: State;
  version: number;
  resolution?: { verdict: ResolutionVerdict; summary: string } | null;
  sla?: readonly TimerView[];
}

/** Whether a state of this stage asks for more than a press: a verdict, a reason. */
export function asksForMore(stage: Stage | undefined): boolean {
  return stage === 'on_hold' || stage === 'resolved' || stage === 'closed';
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

/** What the button says where a verb says it better than the state's name. */
const ACT: Partial<Record<State, string>> = { on_hold: 'Put on hold', resolved: 'Resolve', closed: 'Close' };

function TransitionForm({ item, to, onClose }: { item: Movable; to: State | null; onClose: () => void }) {
  const change = useChangeCase();
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  const states = useStates();
  const choices = states.nextOf(item.state);
  const [state, setState] = useState<State>(to ?? choices[0] ?? item.state);
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState(NO_REASON);
  const now = useNow();
  const stage = states.stageOf(state);
  const act = ACT[state] ?? `Move to ${states.nameOf(state)}`;
  const ends = stage !== undefined && !isOpen(stage);
  const holds = stage === 'on_hold';
  // The server knows best: it may ask where this page has not heard of a breach yet.
  const late = now === null ? [] : unexplained(item.sla ?? [], now);
  const asksWhy = stage === 'closed' && (late.length > 0 || Boolean(error?.field('breachReason')));
  const standing = states.stageOf(item.state) === 'resolved' ? item.resolution : null;

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const sent = new FormData(event.currentTarget);
    const text = (name: string) => String(sent.get(name) ?? '').trim() || undefined;
    const wakeAt = text('wakeAt');
    const body = {
      state,
      verdict: text('verdict') as ResolutionVerdict | undefined,
      summary: text('summary'),
      reason: text('reason'),
      ...(wakeAt ? { wakeAt: new Date(wakeAt).toISOString() } : {}),
      ...(asksWhy && reasonOf(why) ? { breachReason: reasonOf(why) } : {}),
    } as CaseTransition;
    setBusy(true);
    setError(null);
    const moved = await change(item.key, { kind: 'transition', body, version: item.version }, setError);
    setBusy(false);
    if (moved) onClose();
  };

  const general =
    error && !['/verdict', '/summary', '/reason', '/wakeAt', '/breachReason'].some((pointer) => error.field(pointer));
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={to ? `${act}: ${item.key}` : `State of ${item.key}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="go" busy={busy}>
            {act}
          </Button>
        </>
      }
    >
      <form ref={form} id={formId} onSubmit={submit} className="flex flex-col gap-3">
        {!to && (
          <Field label="New state" hint={`It is ${states.nameOf(item.state)} now.`}>
            <Select
              autoFocus
              value={state}
              onChange={(event) => setState(event.target.value as State)}
              options={choices.map((choice) => ({ value: choice, label: states.nameOf(choice) }))}
            />
          </Field>
        )}
        {ends && (
          <>
            <ClosingMacros form={form} />
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
        {asksWhy && (
          <BreachReasonFields
            names={late.map(({ name }) => name)}
            draft={why}
            onDraft={setWhy}
            error={error?.field('breachReason/text') ? undefined : error?.field('breachReason')}
            textError={error?.field('breachReason/text')}
          />
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
        {!ends && !holds && states.stageOf(item.state) !== 'new' && (
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
