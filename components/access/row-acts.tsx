'use client';

import { Undo2 } from 'lucide-react';
import type { AccessRequestView } from '#lib/domain/views/access.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { useAccessAct } from './use-access.ts';

/** The one act of a row that is waited for: a decision, an answer, or to take the right back. */
export function RowActs({ request, onOpen }: { request: AccessRequestView; onOpen: () => void }) {
  const { may, beneficiary } = request;
  if (may.includes('approve') || may.includes('deny'))
    return (
      <Button onClick={onOpen} aria-label={`Decide about ${beneficiary.name}`}>
        Decide
      </Button>
    );
  if (may.includes('consent') || may.includes('pick'))
    return (
      <Button onClick={onOpen} aria-label={`Answer the request of ${beneficiary.name}`}>
        Answer
      </Button>
    );
  return may.includes('revoke') ? <RevokeButton request={request} /> : null;
}

/** Takes a right back before its time. */
export function RevokeButton({ request }: { request: AccessRequestView }) {
  const { id, beneficiary, device } = request;
  const revoke = useAccessAct(id, 'revoke');
  return (
    <ConfirmButton
      variant="bad"
      title={`Take the right of ${beneficiary.name} back now?`}
      message={`Jamf is told at once. ${device?.name ?? 'The Mac'} hears of it at its next check-in.`}
      confirm="Revoke now"
      onConfirm={() => revoke.act(undefined)}
    >
      <Undo2 aria-hidden /> Revoke now
    </ConfirmButton>
  );
}
