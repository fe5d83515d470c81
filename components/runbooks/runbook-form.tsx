'use client';

import { Plus } from 'lucide-react';
import { useId, useState } from 'react';
import { useAct } from '#components/query/act.ts';
import { keys } from '#components/query/keys.ts';
import { useCategories } from '#components/query/settings.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import type { RunbookInput } from '#lib/domain/runbook.ts';
import { INTAKE_VENDORS } from '#lib/domain/vendors.ts';
import type { RunbookView } from '#lib/domain/views/settings.ts';
import { inputOf, moved, newPhase, type PhaseDraft, type RunbookDraft } from './draft.ts';
import { PhaseEditor } from './phase-editor.tsx';

/** Writes a runbook: what it is picked for, its phases in their order, and the tasks of each. */
export function RunbookForm({
  start,
  submit,
  send,
  done,
}: {
  start: RunbookDraft;
  submit: string;
  send: (input: RunbookInput) => Promise<RunbookView>;
  done: (saved: RunbookView) => void;
}) {
  const [draft, setDraft] = useState(start);
  const { categories } = useCategories();
  const sources = useId();
  const save = useAct(send, { stale: [keys.runbooks], inline: true, done });
  const set = (change: Partial<RunbookDraft>) => setDraft({ ...draft, ...change });
  const setPhase = (at: number, phase: PhaseDraft) =>
    set({ phases: draft.phases.map((one, place) => (place === at ? phase : one)) });
  const unchanged = JSON.stringify(inputOf(draft)) === JSON.stringify(inputOf(start));
  const incomplete = draft.name.trim() === '' || draft.phases.some(({ name }) => name.trim() === '');
  const known = categories.filter(({ key, retired }) => !retired || key === draft.category);

  return (
    <form
      noValidate
      aria-label="Runbook"
      className="flex max-w-[960px] flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save.act(inputOf(draft));
      }}
    >
      <div className="grid grid-cols-3 gap-3.5 narrow:grid-cols-1">
        <Field label="Name" required error={save.field('name') ?? save.field('key')}>
          <Input value={draft.name} maxLength={120} onChange={(event) => set({ name: event.target.value })} />
        </Field>
        <Field label="For the category" error={save.field('category')}>
          <Select
            value={draft.category}
            options={[
              { value: '', label: 'Every category' },
              ...known.map(({ key, name }) => ({ value: key, label: name })),
              ...(draft.category && !known.some(({ key }) => key === draft.category)
                ? [{ value: draft.category, label: draft.category }]
                : []),
            ]}
            onChange={(event) => set({ category: event.target.value })}
          />
        </Field>
        <Field label="For the source" hint="Empty: every source." error={save.field('source')}>
          <Input
            list={sources}
            value={draft.source}
            maxLength={64}
            placeholder="wiz"
            onChange={(event) => set({ source: event.target.value })}
          />
        </Field>
        <datalist id={sources}>
          {INTAKE_VENDORS.map((vendor) => (
            <option key={vendor} value={vendor} />
          ))}
        </datalist>
      </div>
      <ol className="flex flex-col gap-3">
        {draft.phases.map((phase, at) => (
          <li key={phase.id}>
            <PhaseEditor
              phase={phase}
              place={at}
              last={draft.phases.length - 1}
              error={(name) => save.field(`/phases/${at}/${name}`)}
              onChange={(next) => setPhase(at, next)}
              onMove={(direction) => set({ phases: moved(draft.phases, at, direction) })}
              onRemove={() => set({ phases: draft.phases.filter(({ id }) => id !== phase.id) })}
            />
          </li>
        ))}
      </ol>
      <span>
        <Button onClick={() => set({ phases: [...draft.phases, newPhase()] })} disabled={draft.phases.length >= 20}>
          <Plus aria-hidden /> Phase
        </Button>
      </span>
      {save.error && (
        <p role="alert" className="text-critical">
          {save.error.message}
        </p>
      )}
      <span className="flex justify-end">
        <Button variant="go" type="submit" busy={save.busy} disabled={unchanged || incomplete}>
          {submit}
        </Button>
      </span>
    </form>
  );
}
