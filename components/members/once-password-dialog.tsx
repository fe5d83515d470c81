'use client';

import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { OnceValue } from '#components/ui/once-value.tsx';
import type { OncePassword } from './member-dialog.tsx';

export function OncePasswordDialog({ name, email, password, onClose }: OncePassword & { onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={`One-time password for ${name}`}
      description="Hand it over by a safe way now: it is not shown again. It must be changed at the next sign-in."
      footer={
        <Button variant="go" onClick={onClose}>
          I have copied it
        </Button>
      }
    >
      <dl className="grid grid-cols-[80px_minmax(0,1fr)] items-center gap-y-2">
        <OnceValue name="E-mail" value={email} />
        <OnceValue name="Password" value={password} />
      </dl>
    </Dialog>
  );
}
