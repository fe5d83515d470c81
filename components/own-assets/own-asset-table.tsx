'use client';

import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { ConfirmButton } from '#components/ui/confirm-button.tsx';
import { observableTypeName } from '#components/ui/names.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { OwnAssetView } from '#lib/domain/views/own-asset.ts';
import { KINDS } from './kinds.ts';

export function OwnAssetTable({ assets }: { assets: readonly OwnAssetView[] }) {
  const toast = useToast();
  const may = useMay('allow_list.write');
  const remove = useAct((id: string) => api.delete<OwnAssetView>(`allow-list/${id}`), {
    stale: [keys.ownAssets, ['observables']],
    done: ({ value }) => toast({ title: `${value} is off the list`, tone: 'ok' }),
  });
  return (
    <Table caption="Own assets">
      <thead>
        <tr>
          <Th>Value</Th>
          <Th className="w-48 narrow:hidden">Covers</Th>
          <Th className="narrow:hidden">Note</Th>
          <Th className="w-28 narrow:hidden">Added</Th>
          <Th className="w-24">
            <span className="sr-only">Acts</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {assets.map(({ id, kind, type, value, note, createdAt }) => (
          <Tr key={id}>
            <Td className="max-w-96 truncate font-mono">{value}</Td>
            <Td className="narrow:hidden">{type ? observableTypeName(type) : KINDS[kind].label}</Td>
            <Td className="max-w-80 truncate narrow:hidden">{note}</Td>
            <Td className="whitespace-nowrap narrow:hidden">
              <RelativeTime at={createdAt} />
            </Td>
            <Td className="text-right">
              {may && (
                <ConfirmButton
                  variant="bad"
                  aria-label={`Remove ${value}`}
                  title={`Remove ${value}?`}
                  message="Observables that nothing else on the list covers lose their mark. Cases keep the roles they have."
                  confirm="Remove"
                  onConfirm={() => remove.act(id)}
                >
                  Remove
                </ConfirmButton>
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
