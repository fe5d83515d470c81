'use client';

import { type FormEvent, useId } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Textarea } from '../ui/input.tsx';

/** Declining needs a reason, which the colleague reads. */
export function DeclineDialog({
  name,
  busy,
  error,
  onClose,
  onDecline,
}: {
  name: string;
  busy: boolean;
  error: string | undefined;
  onClose: () => void;
  onDecline: (reason: string) => void | Promise<void>;
}) {
  const formId = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void onDecline(String(new FormData(event.currentTarget).get('reason')).trim());
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title="Decline the hand-over"
      width="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="bad" busy={busy}>
            Decline
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <Field label="Reason" required hint={`${name} keeps the cases, and reads this.`} error={error}>
          <Textarea name="reason" rows={3} required maxLength={2000} autoFocus />
        </Field>
      </form>
    </Dialog>
  );
}
