'use client';

import { type ReactNode, useState } from 'react';
import { Button, type ButtonProps } from './button.tsx';
import { Dialog } from './dialog.tsx';

/** A button that asks before it acts. `confirm` names the act: "Revoke key", never "OK". */
export function ConfirmButton({
  title,
  message,
  confirm,
  onConfirm,
  variant = 'default',
  children,
  ...rest
}: Omit<ButtonProps, 'onClick' | 'title'> & {
  title: string;
  message: ReactNode;
  confirm: string;
  onConfirm: () => unknown | Promise<unknown>;
}) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const act = async () => {
    setBusy(true);
    try {
      await onConfirm();
      setOpen(false);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button {...rest} variant={variant} onClick={() => setOpen(true)}>
        {children}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={title}
        width="sm"
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button variant={variant === 'bad' ? 'bad' : 'go'} busy={busy} onClick={act}>
              {confirm}
            </Button>
          </>
        }
      >
        <div className="text-ink-2">{message}</div>
      </Dialog>
    </>
  );
}
