'use client';

import { type FormEvent, useId, useState } from 'react';
import type { ObservableInput } from '#lib/domain/case.ts';
import {
  OBSERVABLE_ROLES,
  OBSERVABLE_TYPES,
  type ObservableRole,
  type ObservableType,
} from '#lib/domain/observables/types.ts';
import type { CaseObservableView } from '#lib/domain/views/case.ts';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Textarea } from '../ui/input.tsx';
import { observableTypeName, sentence } from '../ui/names.ts';
import { Select } from '../ui/select.tsx';
import { useToast } from '../ui/toast.tsx';

interface Added {
  added: CaseObservableView[];
  existing: number;
  rejected: { value: string; reason: string }[];
}

/** Observables by hand: one on a line, in any form. What is refused stays in the field with its reason. */
export function AddObservablesDialog({
  caseKey,
  open,
  onOpenChange,
}: {
  caseKey: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const formId = useId();
  const toast = useToast();
  const [text, setText] = useState('');
  const [rejected, setRejected] = useState<Added['rejected']>([]);
  const { act, busy, field } = useAct(
    (items: ObservableInput[]) => api.post<Added>(`cases/${caseKey}/observables`, { items }),
    {
      stale: [keys.case(caseKey), ['cases'], ['observables']],
    },
  );

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const type = String(form.get('type')) as ObservableType | '';
    const role = String(form.get('role')) as ObservableRole | '';
    const values = text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
    const answer = await act(values.map((value) => ({ value, ...(type ? { type } : {}), ...(role ? { role } : {}) })));
    if (!answer) return;
    const known = answer.existing > 0 ? `${answer.existing} were on the case already.` : undefined;
    if (answer.added.length > 0 || known) {
      toast({ title: `${answer.added.length} added`, tone: 'ok', ...(known ? { detail: known } : {}) });
    }
    setRejected(answer.rejected);
    setText(answer.rejected.map((one) => one.value).join('\n'));
    if (answer.rejected.length === 0) onOpenChange(false);
  };

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Add observables"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form={formId} variant="go" busy={busy} disabled={!text.trim()}>
            Add
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        <Field
          label="Values"
          hint="One on each line, defanged or not."
          error={
            field('items') ??
            (rejected.length > 0 ? rejected.map((one) => `${one.value}: ${one.reason}`).join(' ') : null)
          }
        >
          <Textarea mono rows={6} autoFocus value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label="Type">
            <Select
              name="type"
              options={[
                { value: '', label: 'Found by itself' },
                ...OBSERVABLE_TYPES.map((value) => ({ value, label: observableTypeName(value) })),
              ]}
            />
          </Field>
          <Field label="Role">
            <Select
              name="role"
              options={[
                { value: '', label: 'As usual for the type' },
                ...OBSERVABLE_ROLES.map((value) => ({ value, label: sentence(value) })),
              ]}
            />
          </Field>
        </div>
      </form>
    </Dialog>
  );
}
