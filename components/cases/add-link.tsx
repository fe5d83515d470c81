'use client';

import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { CaseView } from '#lib/domain/views/case.ts';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Popover } from '../ui/popover.tsx';

/** A link of the case, added in a popover. */
export function AddLink({ caseKey }: { caseKey: string }) {
  const [open, setOpen] = useState(false);
  const { act, busy, field } = useAct(
    (link: { title: string; url: string }) => api.post<CaseView>(`cases/${caseKey}/links`, link),
    {
      stale: [keys.case(caseKey)],
    },
  );
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const url = String(form.get('url')).trim();
    const title = String(form.get('title')).trim() || url;
    if (await act({ title: title.slice(0, 200), url })) setOpen(false);
  };
  return (
    <li>
      <Popover
        label="Add a link"
        align="end"
        open={open}
        onOpenChange={setOpen}
        trigger={
          <button
            type="button"
            className="inline-flex items-center gap-1 rounded-xs text-ink-3 hover:text-ink touch:min-h-11"
          >
            <Plus aria-hidden className="size-3.5" /> Add a link
          </button>
        }
      >
        <form onSubmit={submit} className="flex flex-col gap-2">
          <Field label="Address" error={field('url')}>
            <Input name="url" type="url" required placeholder="https://" autoFocus />
          </Field>
          <Field label="Title" hint="Left empty, the address." error={field('title')}>
            <Input name="title" maxLength={200} />
          </Field>
          <Button type="submit" variant="go" busy={busy}>
            Add the link
          </Button>
        </form>
      </Popover>
    </li>
  );
}
