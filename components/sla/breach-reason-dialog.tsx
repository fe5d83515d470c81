'use client';

import { type FormEvent, useId, useState } from 'react';
import type { TimerView } from '#lib/domain/views/case.ts';
import type { CaseTimerView } from '#lib/domain/views/sla.ts';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { BreachReasonFields, reasonOf } from './breach-reason-fields.tsx';

/** Asks why one timer ran out, or changes what was said. */
export function BreachReasonDialog({
  caseKey,
  timer,
  onClose,
}: {
  caseKey: string;
  timer: TimerView;
  onClose: () => void;
}) {
  const formId = useId();
  const [draft, setDraft] = useState({
    code: timer.breachReason?.code ?? ('' as const),
    text: timer.breachReason?.text ?? '',
  });
  const give = useAct(
    () => api.post<CaseTimerView>(`cases/${caseKey}/sla/${encodeURIComponent(timer.id)}/reason`, reasonOf(draft)),
    { stale: [keys.case(caseKey), ['cases']], inline: true, done: onClose },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void give.act(undefined);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={`Why “${timer.name}” ran out`}
      width="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="go" type="submit" form={formId} busy={give.busy} disabled={draft.code === ''}>
            Save
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        <BreachReasonFields
          names={[]}
          draft={draft}
          onDraft={setDraft}
          error={give.field('code')}
          textError={give.field('text')}
        />
        {give.error && !give.field('code') && !give.field('text') && (
          <p role="alert" className="text-critical">
            {give.error.message}
          </p>
        )}
      </form>
    </Dialog>
  );
}
