'use client';

import { Trash2 } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import type { FileView } from '#lib/domain/views/evidence.ts';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Textarea } from '../ui/input.tsx';

/** Deletes a file's content for good, with the reason. */
export function DeleteFile({ caseKey, file }: { caseKey: string; file: FileView }) {
  const formId = useId();
  const [open, setOpen] = useState(false);
  const { act, busy, field } = useAct(
    (reason: string) => api.delete<FileView>(`cases/${caseKey}/files/${file.id}`, { body: { reason } }),
    { stale: [keys.case(caseKey)] },
  );
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (await act(String(new FormData(event.currentTarget).get('reason')))) setOpen(false);
  };
  return (
    <>
      <IconButton label={`Delete ${file.name}`} icon={<Trash2 aria-hidden />} onClick={() => setOpen(true)} />
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Delete ${file.name}`}
        description="The content is gone for good. Its name, its hash, who deleted it and why stay."
        width="sm"
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button type="submit" form={formId} variant="bad" busy={busy}>
              Delete the file
            </Button>
          </>
        }
      >
        <form id={formId} onSubmit={submit}>
          <Field label="Reason" required error={field('reason')}>
            <Textarea name="reason" rows={3} maxLength={2000} autoFocus />
          </Field>
        </form>
      </Dialog>
    </>
  );
}
