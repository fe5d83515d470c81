'use client';

import { type FormEvent, useId } from 'react';
import { OBSERVABLE_VERDICTS } from '#lib/domain/observables/types.ts';
import type { JudgementView } from '#lib/domain/views/judgement.ts';
import type { ObservableDetail } from '#lib/domain/views/observable.ts';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Textarea } from '../ui/input.tsx';
import { sentence } from '../ui/names.ts';
import { Select } from '../ui/select.tsx';

const DAY = 24 * 60 * 60 * 1000;
const ENDS = [
  { value: '', label: 'No end' },
  { value: '1', label: 'In a day' },
  { value: '7', label: 'In a week' },
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
];
const VERDICTS = [...OBSERVABLE_VERDICTS].reverse().map((value) => ({ value, label: sentence(value) }));

/** A verdict over the sources': with its reason, and perhaps an end. */
export function OverrideDialog({
  observable,
  open,
  onOpenChange,
}: {
  observable: { id: string; defanged: string; judgement: JudgementView };
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const formId = useId();
  const { override } = observable.judgement;
  const { act, busy, field } = useAct(
    (patch: object) => api.patch<ObservableDetail>(`observables/${observable.id}`, patch),
    { stale: [['observables'], ['case'], ['cases']] },
  );
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const days = Number(form.get('end'));
    const until = days ? new Date(Date.now() + days * DAY).toISOString() : null;
    if (await act({ verdict: form.get('verdict'), reason: form.get('reason'), until })) onOpenChange(false);
  };
  const end = async () => {
    if (await act({ verdict: null })) onOpenChange(false);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Set the verdict"
      description="It wins over the sources until it ends. Open cases that hold the observable are told."
      footer={
        <>
          {override && (
            <Button variant="bad" busy={busy} onClick={end} className="mr-auto">
              Let the sources decide
            </Button>
          )}
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form={formId} variant="go" busy={busy}>
            Set the verdict
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        <p className="break-all font-mono text-sm">{observable.defanged}</p>
        <div className="grid grid-cols-2 gap-3">
          <Field label="Verdict" error={field('verdict')}>
            <Select name="verdict" defaultValue={override?.verdict ?? 'malicious'} options={VERDICTS} />
          </Field>
          <Field label="Ends" error={field('until')}>
            <Select name="end" defaultValue="30" options={ENDS} />
          </Field>
        </div>
        <Field label="Reason" required error={field('reason')} hint="Whoever relies on it reads this.">
          <Textarea name="reason" rows={3} maxLength={2000} defaultValue={override?.reason ?? ''} />
        </Field>
      </form>
    </Dialog>
  );
}
