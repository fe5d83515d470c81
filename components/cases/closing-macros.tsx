'use client';

import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type RefObject, useState } from 'react';
import type { ClosingMacroInput } from '#lib/domain/closing-macro.ts';
import type { ClosingMacro } from '#lib/domain/views/collaboration.ts';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useMay } from '../query/me.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Popover } from '../ui/popover.tsx';
import { Select } from '../ui/select.tsx';

/** Ready endings: one fills in the form's verdict and summary, which are then changed to fit. Leads share what is filled in. */
export function ClosingMacros({ form }: { form: RefObject<HTMLFormElement | null> }) {
  const [chosen, setChosen] = useState('');
  const mayShare = useMay('macro.write');
  const { data = [] } = useQuery({
    queryKey: keys.closingMacros,
    queryFn: async ({ signal }) => (await api.get<{ items: ClosingMacro[] }>('closing-macros', {}, signal)).items,
    staleTime: 60_000,
  });
  const remove = useAct((id: string) => api.delete<void>(`closing-macros/${id}`), {
    stale: [keys.closingMacros],
    done: () => setChosen(''),
  });
  const current = data.find((one) => one.id === chosen);

  const choose = (id: string) => {
    setChosen(id);
    const macro = data.find((one) => one.id === id);
    const fields = fieldsOf(form);
    if (!macro || !fields) return;
    fields.verdict.value = macro.verdict;
    fields.summary.value = macro.summary;
  };
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Field label="Start from" className="min-w-48 flex-1">
        <Select
          value={chosen}
          onChange={(event) => choose(event.target.value)}
          options={[
            { value: '', label: 'An empty summary' },
            ...data.map((macro) => ({ value: macro.id, label: macro.title })),
          ]}
        />
      </Field>
      {mayShare && <Share form={form} />}
      {mayShare && current && !current.shipped && (
        <Button variant="bad" busy={remove.busy} onClick={() => void remove.act(current.id)}>
          Remove “{current.title}”
        </Button>
      )}
    </div>
  );
}

function Share({ form }: { form: RefObject<HTMLFormElement | null> }) {
  const [open, setOpen] = useState(false);
  const { act, busy, field } = useAct((macro: ClosingMacroInput) => api.post<ClosingMacro>('closing-macros', macro), {
    stale: [keys.closingMacros],
    done: () => setOpen(false),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // A form of its own within the dialog's: what it sends is not the dialog's.
    event.stopPropagation();
    const fields = fieldsOf(form);
    const title = String(new FormData(event.currentTarget).get('title'));
    if (fields) {
      const verdict = fields.verdict.value as ClosingMacroInput['verdict'];
      void act({ title, verdict, summary: fields.summary.value });
    }
  };
  return (
    <Popover
      label="Share this ending"
      align="end"
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>Share …</Button>}
    >
      <form onSubmit={submit} className="flex flex-col gap-2">
        <p className="text-ink-2">Everybody can start from the verdict and the summary as they are filled in now.</p>
        <Field label="Name" required error={field('title') ?? field('verdict') ?? field('summary')}>
          <Input name="title" required maxLength={80} autoFocus />
        </Field>
        <div>
          <Button type="submit" variant="go" busy={busy}>
            Share it
          </Button>
        </div>
      </form>
    </Popover>
  );
}

function fieldsOf(form: RefObject<HTMLFormElement | null>) {
  const verdict = form.current?.elements.namedItem('verdict');
  const summary = form.current?.elements.namedItem('summary');
  if (!(verdict instanceof HTMLSelectElement) || !(summary instanceof HTMLTextAreaElement)) return null;
  return { verdict, summary };
}
