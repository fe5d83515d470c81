'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useState } from 'react';
import type { CaseInput } from '#lib/domain/case.ts';
import { SEVERITIES, type Severity } from '#lib/domain/severity.ts';
import type { CaseView } from '#lib/domain/views/case.ts';
import { ApiError, api, messageOf } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useCategories } from '../query/settings.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input, Textarea } from '../ui/input.tsx';
import { severityName } from '../ui/names.ts';
import { Select } from '../ui/select.tsx';
import { useToast } from '../ui/toast.tsx';

/** A case opened by hand. */
export function NewCaseDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const formId = useId();
  const router = useRouter();
  const client = useQueryClient();
  const toast = useToast();
  const { active: categories } = useCategories();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const made = await api.post<CaseView>('cases', inputOf(new FormData(event.currentTarget)));
      client.setQueryData(keys.case(made.key), made);
      void client.invalidateQueries({ queryKey: ['cases'] });
      void client.invalidateQueries({ queryKey: ['case-counts'] });
      onOpenChange(false);
      router.push(`/cases/${made.key}`);
    } catch (failure) {
      if (failure instanceof ApiError && failure.errors.length > 0) setError(failure);
      else toast({ ...messageOf(failure), tone: 'critical' });
    }
    setBusy(false);
  };

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setError(null);
        onOpenChange(next);
      }}
      title="New case"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form={formId} variant="go" busy={busy}>
            Open the case
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Title" required error={error?.field('title')}>
          <Input name="title" required maxLength={300} autoFocus />
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label="Severity" error={error?.field('severity')}>
            <Select
              name="severity"
              defaultValue="medium"
              options={[...SEVERITIES].reverse().map((value) => ({ value, label: severityName(value) }))}
            />
          </Field>
          <Field label="Category" error={error?.field('category')}>
            <Select
              name="category"
              defaultValue="Other"
              options={categories.map(({ key, name }) => ({ value: key, label: name }))}
            />
          </Field>
        </div>
        <Field label="Description" hint="Markdown." error={error?.field('description')}>
          <Textarea name="description" rows={4} />
        </Field>
        <Field
          label="Observables"
          hint="One on each line, defanged or not. Their types are found by themselves."
          error={error?.field('observables')}
        >
          <Textarea name="observables" rows={3} mono />
        </Field>
        <Field label="Tags" hint="Separated by commas." error={error?.field('tags')}>
          <Input name="tags" />
        </Field>
      </form>
    </Dialog>
  );
}

function inputOf(form: FormData): CaseInput {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const parts = (name: string, separator: RegExp) =>
    text(name)
      .split(separator)
      .map((part) => part.trim())
      .filter(Boolean);
  const tags = parts('tags', /,/);
  const observables = parts('observables', /\n/).map((value) => ({ value }));
  return {
    title: text('title'),
    severity: text('severity') as Severity,
    category: text('category'),
    ...(text('description') ? { description: text('description') } : {}),
    ...(tags.length > 0 ? { tags } : {}),
    ...(observables.length > 0 ? { observables } : {}),
  };
}
