'use client';

import { RotateCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { useMay } from '#components/query/me.ts';
import { ConfirmButton } from '#components/ui/confirm-button.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { DeliveryListItem } from '#lib/domain/views/intake.ts';

/** Takes one delivery in again, as if the vendor had sent it now. */
export function Redeliver({ delivery }: { delivery: DeliveryListItem }) {
  const router = useRouter();
  const toast = useToast();
  const may = useMay('delivery.redeliver');
  const { act, busy } = useAct((id: string) => api.post<DeliveryListItem>(`deliveries/${id}/redeliver`), {
    stale: [['deliveries'], ['runs', 'list']],
    done: (again) => {
      toast({
        title: 'Delivered again',
        detail: again.reason ?? `It was ${again.outcome}.`,
        tone: again.outcome === 'accepted' ? 'ok' : 'plain',
      });
      router.push(`/deliveries/${again.id}`);
    },
  });
  if (!may) return null;
  return (
    <ConfirmButton
      title="Deliver this again?"
      message="It is taken in as a new delivery with the body below, read with the mapping that is active now, and its automations run. A case that it made before is updated, not doubled."
      confirm="Redeliver"
      busy={busy}
      onConfirm={() => act(delivery.id)}
    >
      <RotateCw aria-hidden /> Redeliver
    </ConfirmButton>
  );
}

/** Takes every quarantined delivery of a source in again, after its mapping was fixed. */
export function RedeliverAlike({ connector }: { connector: string }) {
  const toast = useToast();
  const may = useMay('delivery.redeliver');
  const { act, busy } = useAct(
    (id: string) => api.post<{ redelivered: number }>('deliveries/redeliver', { connector: id }),
    {
      stale: [['deliveries'], ['runs', 'list']],
      done: ({ redelivered }) =>
        toast({
          title: `${redelivered} delivered again`,
          detail: `All that was quarantined of ${connector}.`,
          tone: 'ok',
        }),
    },
  );
  if (!may) return null;
  return (
    <ConfirmButton
      title={`Redeliver all quarantined of ${connector}?`}
      message={`Every quarantined delivery of ${connector} is taken in again with the mapping that is active now. What still cannot be read is quarantined again.`}
      confirm="Redeliver all alike"
      busy={busy}
      onConfirm={() => act(connector)}
    >
      <RotateCw aria-hidden /> Redeliver all alike
    </ConfirmButton>
  );
}
