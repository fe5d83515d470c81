'use client';

import { Button } from '#components/ui/button.tsx';
import { ConfirmButton } from '#components/ui/confirm-button.tsx';

/** Retires a thing after a question, or takes it back into use at once. */
export function RetireButton({
  name,
  retired,
  message,
  onChange,
}: {
  name: string;
  retired: boolean;
  /** What retiring it means. */
  message: string;
  onChange: (retired: boolean) => unknown;
}) {
  if (retired) return <Button onClick={() => onChange(false)}>Use again</Button>;
  return (
    <ConfirmButton
      variant="bad"
      title={`Retire ${name}?`}
      message={message}
      confirm="Retire"
      onConfirm={() => onChange(true)}
    >
      Retire
    </ConfirmButton>
  );
}
