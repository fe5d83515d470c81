import { Tag } from '#components/ui/tag.tsx';
import type { StoreView } from '#lib/domain/views/settings.ts';
import { SettingTable } from '../settings/setting-table.tsx';

export function StoreTable({
  stores,
  onEdit,
}: {
  stores: readonly StoreView[];
  onEdit: ((store: StoreView) => void) | undefined;
}) {
  return (
    <SettingTable
      caption="Stores"
      rows={stores}
      keyOf={({ id }) => id}
      head="Store"
      nameOf={({ name }) => name}
      columns={[
        {
          head: 'Key',
          className: 'narrow:hidden',
          cellClassName: 'font-mono text-ink-2 text-sm',
          cell: ({ key }) => key,
        },
        { head: 'Time zone', cellClassName: 'text-ink-2', cell: ({ timeZone }) => timeZone },
        {
          head: 'Networks',
          className: 'narrow:hidden',
          cellClassName: 'max-w-96 truncate font-mono text-ink-2 text-sm',
          cell: ({ networks }) => networks.join(', '),
        },
        {
          head: null,
          className: 'w-20',
          cellClassName: 'text-right',
          cell: ({ retired }) => retired && <Tag dashed>Retired</Tag>,
        },
      ]}
      onEdit={onEdit}
    />
  );
}
