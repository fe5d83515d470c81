'use client';

import { Megaphone, Plus } from 'lucide-react';
import { useState } from 'react';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { Button } from '#components/ui/button.tsx';
import { PageBar, PageBody } from '#components/ui/page-bar.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import type { StakeholdersView } from '#lib/domain/views/notice.ts';
import { WholeList } from '../settings/whole-list.tsx';
import { StakeholdersDialog } from './stakeholders-dialog.tsx';
import { StakeholdersTable } from './stakeholders-table.tsx';

/** Who hears of which cases: of a VIP's when it opens, of all when they are escalated or resolved. */
export function StakeholdersPage() {
  const may = useMay('settings.write');
  const [editing, setEditing] = useState<StakeholdersView | 'new' | null>(null);
  return (
    <>
      <PageBar title="Stakeholders">
        {may && (
          <Button variant="go" onClick={() => setEditing('new')}>
            <Plus aria-hidden /> Stakeholders
          </Button>
        )}
      </PageBar>
      <PageBody>
        <WholeList<StakeholdersView>
          queryKey={keys.stakeholders}
          path="stakeholders"
          empty={
            <EmptyState icon={<Megaphone aria-hidden />} title="Nobody has a stake yet">
              Those whom you name hear of cases by category, store or VIP: when a VIP’s opens, and when one is escalated
              or resolved. Who watches a case hears of it in any event.
            </EmptyState>
          }
        >
          {(rules) => <StakeholdersTable rules={rules} onEdit={may ? setEditing : undefined} />}
        </WholeList>
      </PageBody>
      {editing && <StakeholdersDialog rule={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}
