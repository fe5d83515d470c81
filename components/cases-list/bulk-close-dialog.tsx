'use client';

import { type FormEvent, useId, useState } from 'react';
import type { BulkResult } from '#lib/domain/bulk.ts';
import { isOpen, type ResolutionVerdict, VERDICTS } from '#lib/domain/case-state.ts';
import { BREACH_LABELS, type BreachCode, CHOSEN_CODES } from '#lib/domain/sla/index.ts';
import type { ApiError } from '../query/api.ts';
import { useStates } from '../query/states.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Textarea } from '../ui/input.tsx';
import { verdictName } from '../ui/names.ts';
import { Select } from '../ui/select.tsx';
import { useBulk } from './use-bulk.ts';

/** One verdict and one summary for the marked cases, which end with them. */
export function BulkCloseDialog({
  keys,
  onClose,
  onResults,
}: {
  keys: readonly string[];
  onClose: () => void;
  onResults: (results: BulkResult[] | null) => void;
}) {
  const formId = useId();
  const states = useStates();
  const change = useBulk();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const act = keys.length === 1 ? 'Close the selected case' : `Close ${keys.length} cases`;
  const endings = states.active.filter(({ stage }) => !isOpen(stage));
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const state = text('state');
    const stage = states.stageOf(state);
    const code = text('breach') as BreachCode | '';
    setBusy(true);
    const results = await change(
      keys,
      {
        state,
        verdict: text('verdict') as ResolutionVerdict,
        summary: text('summary'),
        ...(code && { breachReason: { code } }),
      },
      { state, ...(stage && { stage }) },
      setError,
    );
    setBusy(false);
    if (!results) return;
    onClose();
    onResults(results);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={act}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="go" busy={busy}>
            {act}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        <div className="grid grid-cols-2 gap-3">
          <Field label="New state" error={error?.field('/change/state')}>
            <Select
              name="state"
              defaultValue="closed"
              options={endings.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Field>
          <Field label="Verdict" required error={error?.field('/change/verdict')}>
            <Select
              name="verdict"
              required
              autoFocus
              defaultValue=""
              options={[
                { value: '', label: 'Choose …', disabled: true },
                ...VERDICTS.map((verdict) => ({ value: verdict, label: verdictName(verdict) })),
              ]}
            />
          </Field>
        </div>
        <Field
          label="Summary"
          required
          hint="What was found, and what was done. It stands on each case."
          error={error?.field('/change/summary')}
        >
          <Textarea name="summary" rows={4} required />
        </Field>
        <Field label="Why a promise was broken" hint="For those whose time ran out; the others need none.">
          <Select
            name="breach"
            defaultValue=""
            options={[
              { value: '', label: 'None was' },
              ...CHOSEN_CODES.map((code) => ({
                value: code,
                label: BREACH_LABELS[code],
              })),
            ]}
          />
        </Field>
      </form>
    </Dialog>
  );
}
