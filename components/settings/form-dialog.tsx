'use client';

import { type ReactNode, useId } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';

/** A dialog around one form: Enter sends it, and what the server refuses stands at its end. */
export function FormDialog({
  title,
  description,
  submit,
  busy,
  disabled = false,
  error,
  width = 'md',
  acts,
  onSubmit,
  onClose,
  children,
}: {
  title: string;
  description?: string;
  /** What the button says: the act, never "OK". */
  submit: string;
  busy: boolean;
  disabled?: boolean;
  error: { message: string } | null;
  width?: 'md' | 'lg';
  /** Other acts on the same thing, at the start of the foot. */
  acts?: ReactNode;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={title}
      {...(description ? { description } : {})}
      width={width}
      footer={
        <>
          {acts && <span className="mr-auto flex flex-wrap gap-2">{acts}</span>}
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="go" type="submit" form={id} busy={busy} disabled={disabled}>
            {submit}
          </Button>
        </>
      }
    >
      <form
        noValidate
        id={id}
        className="flex flex-col gap-3.5"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
        {error && (
          <p role="alert" className="text-critical">
            {error.message}
          </p>
        )}
      </form>
    </Dialog>
  );
}
