import type { AccessRequestView } from '#lib/domain/views/access.ts';
import { Tag } from '../ui/tag.tsx';

/** The store, and whether the network or only the person says so. */
export function StoreName({ store }: { store: AccessRequestView['store'] }) {
  if (store === null) return <span className="text-ink-3">–</span>;
  return (
    <span className="inline-flex min-w-0 max-w-full items-center gap-1.5">
      <span className="truncate">{store.name}</span>
      {store.by === 'self' && <Tag dashed>Self-declared</Tag>}
    </span>
  );
}
