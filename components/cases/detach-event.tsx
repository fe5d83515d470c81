'use client';

import { Scissors } from 'lucide-react';
import { useRouter } from 'next/navigation';
import type { CaseView } from '#lib/domain/views/case.ts';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useMay } from '../query/me.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';

/** Gives a vendor's event a case of its own. */
export function DetachEvent({ caseKey, eventId }: { caseKey: string; eventId: string }) {
  const router = useRouter();
  const may = useMay('case.update');
  const { act } = useAct(() => api.post<CaseView>(`cases/${caseKey}/detach`, { eventId }), {
    stale: [keys.case(caseKey), ['cases']],
    done: ({ key }) => router.push(`/cases/${key}`),
  });
  if (!may) return null;
  return (
    <p className="mb-2">
      <ConfirmButton
        title="Detach the event"
        message="It moves into a new case that is linked with this one; the observables that came with it stand on both. Merging the new case back undoes it."
        confirm="Detach into a new case"
        onConfirm={() => act(undefined)}
      >
        <Scissors aria-hidden /> Detach
      </ConfirmButton>
    </p>
  );
}
