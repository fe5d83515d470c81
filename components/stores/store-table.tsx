import { cn } from '#components/ui/cn.ts';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { StoreView } from '#lib/domain/views/settings.ts';

export function StoreTable({
  stores,
  onEdit,
}: {
  stores: readonly StoreView[];
  onEdit: ((store: StoreView) => void) | undefined;
}) {
  return (
    <Table caption="Stores">
      <thead>
        <tr>
          <Th>Store</Th>
          <Th className="narrow:hidden">Key</Th>
          <Th>Time zone</Th>
          <Th className="narrow:hidden">Networks</Th>
          <Th className="w-20">
            <span className="sr-only">Notes</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {stores.map((store) => (
          <Tr
            key={store.id}
            {...(onEdit ? { onOpen: () => onEdit(store) } : {})}
            className={cn(store.retired && 'text-ink-3')}
          >
            <Td className="max-w-72 font-[510] narrow:max-w-40">
              {onEdit ? (
                <button
                  type="button"
                  aria-label={`Edit ${store.name}`}
                  onClick={() => onEdit(store)}
                  className="block max-w-full truncate hover:underline touch:min-h-11"
                >
                  {store.name}
                </button>
              ) : (
                <span className="block truncate">{store.name}</span>
              )}
            </Td>
            <Td className="font-mono text-ink-2 text-sm narrow:hidden">{store.key}</Td>
            <Td className="text-ink-2">{store.timeZone}</Td>
            <Td className="max-w-96 truncate font-mono text-ink-2 text-sm narrow:hidden">
              {store.networks.join(', ')}
            </Td>
            <Td className="text-right">{store.retired && <Tag dashed>Retired</Tag>}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
