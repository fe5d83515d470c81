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
import { FoundList, nameOf } from './found-list.tsx';
import { usePreview } from './use-preview.ts';

interface Added {
  added: CaseObservableView[];
  existing: number;
  rejected: { value: string; reason: string }[];
}

const ROLES = [
  { value: '', label: 'As usual for the type' },
  ...OBSERVABLE_ROLES.map((value) => ({ value, label: sentence(value) })),
];
const TYPES = [
  { value: '', label: 'Leave them out' },
  ...OBSERVABLE_TYPES.map((value) => ({ value, label: observableTypeName(value) })),
];

/** Any text is pasted, what is in it is shown, and only then added. What is refused is told with its reason. */
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
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [role, setRole] = useState<ObservableRole | ''>('');
  const [looseType, setLooseType] = useState<ObservableType | ''>('');
  const preview = usePreview(text);
  const { act, busy, field, result } = useAct(
    (items: ObservableInput[]) => api.post<Added>(`cases/${caseKey}/observables`, { items }),
    { stale: [keys.case(caseKey), ['cases'], ['observables']] },
  );

  const loose = looseType ? preview.loose.map((value) => ({ type: looseType, value })) : [];
  const chosen = [...preview.found.filter((one) => !left.has(nameOf(one))), ...loose];
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const answer = await act(chosen.map((one) => ({ ...one, ...(role ? { role } : {}) })));
    if (!answer) return;
    const known = answer.existing > 0 ? `${answer.existing} were on the case already.` : undefined;
    toast({ title: `${answer.added.length} added`, tone: 'ok', ...(known ? { detail: known } : {}) });
    setText(answer.rejected.map((one) => one.value).join('\n'));
    if (answer.rejected.length === 0) onOpenChange(false);
  };
  const rejected = result?.rejected.map((one) => `${one.value}: ${one.reason}`).join(' ');

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Add observables"
      description="Paste a mail, a log or a report: you see what is found before anything is added."
      width="lg"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form={formId} variant="go" busy={busy} disabled={chosen.length === 0 || preview.busy}>
            {chosen.length === 0 ? 'Add' : `Add ${chosen.length}`}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        <Field
          label="Text"
          hint="Defanged or not."
          error={field('items') ?? preview.error?.message ?? (rejected || null)}
        >
          <Textarea mono rows={6} autoFocus value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
        {preview.found.length > 0 && <FoundList found={preview.found} left={left} onLeft={setLeft} />}
        <p role="status" className="text-ink-3 text-sm empty:hidden">
          {text.trim() && !preview.busy && preview.found.length === 0 && 'Nothing in it has the form of an indicator.'}
        </p>
        <div className="grid grid-cols-2 gap-3 narrow:grid-cols-1">
          <Field label="Role">
            <Select
              value={role}
              onChange={(event) => setRole(event.target.value as ObservableRole | '')}
              options={ROLES}
            />
          </Field>
          {preview.loose.length > 0 && (
            <Field
              label="Other lines"
              hint={preview.loose.length === 1 ? preview.loose[0] : `${preview.loose.length} lines, one value each`}
            >
              <Select
                value={looseType}
                onChange={(event) => setLooseType(event.target.value as ObservableType | '')}
                options={TYPES}
              />
            </Field>
          )}
        </div>
      </form>
    </Dialog>
  );
}
