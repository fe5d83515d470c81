'use client';

import { House, Plus } from 'lucide-react';
import { useState } from 'react';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { formatCount, usePages } from '#components/query/pages.ts';
import { Button } from '#components/ui/button.tsx';
import { ListStates } from '#components/ui/list-states.tsx';
import { PageBar, PageBody } from '#components/ui/page-bar.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import type { OwnAssetView } from '#lib/domain/views/own-asset.ts';
import { OwnAssetDialog } from './own-asset-dialog.tsx';
import { OwnAssetTable } from './own-asset-table.tsx';

/** What the house owns: observables it covers are marked and have the role “own” on new cases. */
export function OwnAssetsPage() {
  const list = usePages<OwnAssetView>([...keys.ownAssets, 'list'], 'allow-list');
  const may = useMay('allow_list.write');
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageBar title="Own assets" count={formatCount(list.count)}>
        {may && (
          <Button variant="go" onClick={() => setAdding(true)}>
            <Plus aria-hidden /> Own asset
          </Button>
        )}
      </PageBar>
      <PageBody>
        <ListStates
          list={list}
          empty={
            <EmptyState icon={<House />} title="Nothing is known to be yours">
              Your domains, address ranges and single values: cases then show them as your own, and nobody takes them
              for the attacker’s.
            </EmptyState>
          }
        >
          <OwnAssetTable assets={list.items} />
        </ListStates>
      </PageBody>
      {adding && <OwnAssetDialog onClose={() => setAdding(false)} />}
    </>
  );
}
