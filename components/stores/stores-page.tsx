'use client';

import { Plus, Store } from 'lucide-react';
import { useState } from 'react';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { formatCount, usePages } from '#components/query/pages.ts';
import { useUrlParams } from '#components/query/url-params.ts';
import { useDebounced } from '#components/shell/use-debounced.ts';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/input.tsx';
import { ListStates } from '#components/ui/list-states.tsx';
import { PageBar, PageBody } from '#components/ui/page-bar.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import type { StoreView } from '#lib/domain/views/settings.ts';
import { StoreDialog } from './store-dialog.tsx';
import { StoreTable } from './store-table.tsx';

/** Where the house sells: cases, devices and figures are told apart by store. */
export function StoresPage() {
  const [{ q }, set] = useUrlParams(['q']);
  const asked = useDebounced(q, 200);
  const list = usePages<StoreView>([...keys.stores, 'list', asked], 'stores', { q: asked });
  const may = useMay('settings.write');
  const [editing, setEditing] = useState<StoreView | 'new' | null>(null);
  return (
    <>
      <PageBar title="Stores" count={formatCount(list.count)}>
        <span className="w-44 narrow:w-28">
          <Input
            type="search"
            aria-label="Find a store"
            placeholder="Name or key"
            value={q}
            onChange={(event) => set({ q: event.target.value })}
          />
        </span>
        {may && (
          <Button variant="go" onClick={() => setEditing('new')}>
            <Plus aria-hidden /> Store
          </Button>
        )}
      </PageBar>
      <PageBody>
        <ListStates
          list={list}
          empty={
            asked ? (
              <EmptyState icon={<Store />} title={`No store is called “${asked}”`} />
            ) : (
              <EmptyState icon={<Store />} title="No stores yet">
                With its time zone and address ranges, a store tells where a case happened and who is awake there.
              </EmptyState>
            )
          }
        >
          <StoreTable stores={list.items} onEdit={may ? setEditing : undefined} />
        </ListStates>
      </PageBody>
      {editing && <StoreDialog store={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}
