'use client';

import { type FormEvent, useId } from 'react';
import type { SavedView } from '#lib/domain/views/case-list.ts';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useMay } from '../query/me.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Select } from '../ui/select.tsx';
import { addressOfView } from './saved-views.ts';

/** Saves the list's filters under a name, or changes a view that was saved. */
export function ViewDialog({ view, query, onClose }: { view?: SavedView; query: string; onClose: () => void }) {
  /** What was just saved is what one looks at. */
  const onSaved = (saved: SavedView) => {
    if (!view) window.history.replaceState(null, '', addressOfView(saved));
    onClose();
  };
  const formId = useId();
  const mayShare = useMay('view.share');
  const { act, busy, error, field } = useAct(
    (body: { name: string; shared: boolean }) =>
      view ? api.patch<SavedView>(`views/${view.id}`, body) : api.post<SavedView>('views', { ...body, query }),
    { stale: [keys.savedViews], inline: true, done: onSaved },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void act({ name: String(form.get('name') ?? '').trim(), shared: form.get('shared') === 'true' });
  };
  const problem = error && !field('name') ? error.message : undefined;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={view ? `The view “${view.name}”` : 'Save as a view'}
      width="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="go" busy={busy}>
            Save
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Name" required error={field('name') ?? problem}>
          <Input name="name" required maxLength={60} autoFocus defaultValue={view?.name ?? ''} />
        </Field>
        {mayShare && (
          <Field label="Seen by">
            <Select
              name="shared"
              defaultValue={String(view?.shared ?? false)}
              options={[
                { value: 'false', label: 'Only me' },
                { value: 'true', label: 'Everybody' },
              ]}
            />
          </Field>
        )}
      </form>
    </Dialog>
  );
}
