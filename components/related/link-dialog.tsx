'use client';

import { type FormEvent, useId } from 'react';
import type { RelatedView } from '#lib/domain/views/evidence.ts';
import { useAct } from '../query/act.ts';
import { api, messageOf } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';

/** Connects another case, by its key. */
export function LinkDialog({ caseKey, onClose }: { caseKey: string; onClose: () => void }) {
  const formId = useId();
  const { act, busy, error, field } = useAct(
    (link: object) => api.post<RelatedView>(`cases/${caseKey}/related`, link),
    { stale: [keys.case(caseKey)], inline: true },
  );
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const key = String(form.get('key')).trim().toUpperCase();
    if (await act({ key, note: String(form.get('note')).trim() })) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title="Link a case"
      width="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="go" busy={busy}>
            Link
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        <Field
          label="Case"
          required
          error={error ? (field('key') ?? messageOf(error).detail ?? messageOf(error).title) : null}
        >
          <Input name="key" mono autoFocus placeholder="CASE-7" />
        </Field>
        <Field label="Why" hint="For who reads it later.">
          <Input name="note" maxLength={500} />
        </Field>
      </form>
    </Dialog>
  );
}
