'use client';

import { type FormEvent, useId, useState } from 'react';
import type { CaseView } from '#lib/domain/views/case.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { WordsInput } from '../ui/words-input.tsx';
import type { BulkRequest } from './use-bulk.ts';

/** Tags that the marked cases get, or lose. */
export function BulkTagsDialog({
  onClose,
  onRun,
}: {
  onClose: () => void;
  onRun: (change: BulkRequest, look: Partial<CaseView>) => void;
}) {
  const formId = useId();
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onRun({ tags: { add, remove } }, {});
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title="Tags of the selected cases"
      width="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="go" disabled={add.length + remove.length === 0}>
            Change the tags
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Add" hint="Enter or a comma ends a tag.">
          <WordsInput label="tags to add" values={add} onChange={setAdd} max={64} />
        </Field>
        <Field label="Remove">
          <WordsInput label="tags to remove" values={remove} onChange={setRemove} max={64} />
        </Field>
      </form>
    </Dialog>
  );
}
