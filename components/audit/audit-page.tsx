'use client';

import { Download, ScrollText } from 'lucide-react';
import { useState } from 'react';
import { queryOf } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { useMay, useMe } from '#components/query/me.ts';
import { formatCount, usePages } from '#components/query/pages.ts';
import { useUrlParams } from '#components/query/url-params.ts';
import { useDebounced } from '#components/shell/use-debounced.ts';
import { Button } from '#components/ui/button.tsx';
import { ListStates } from '#components/ui/list-states.tsx';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import { PageBar, PageBody } from '#components/ui/page-bar.tsx';
import { EmptyState, SkeletonRows } from '#components/ui/states.tsx';
import type { AuditView } from '#lib/domain/views/audit.ts';
import { AuditDialog } from './audit-dialog.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { AuditTable } from './audit-table.tsx';
import { FILTER_NAMES, paramsOf } from './filters.ts';
import { VerifyChain } from './verify-chain.tsx';

/** Who changed what, from where, with old and new. */
export function AuditPage() {
  const me = useMe();
  const may = useMay('audit.read');
  if (me === undefined) return <SkeletonRows />;
  return may ? <Log /> : <NotForYou />;
}

function NotForYou() {
  return (
    <>
      <PageBar title="Audit log" />
      <EmptyState icon={<ScrollText />} title="Only leads and administrators read the audit log">
        The timeline of each case tells what was done on it.
      </EmptyState>
    </>
  );
}

function Log() {
  const [filters, setFilters] = useUrlParams(FILTER_NAMES);
  const params = useDebounced(JSON.stringify(paramsOf(filters)), 200);
  const asked = JSON.parse(params) as ReturnType<typeof paramsOf>;
  const list = usePages<AuditView>([...keys.audit, 'list', params], 'audit', asked);
  const [open, setOpen] = useState<AuditView | null>(null);
  const filtered = Object.values(filters).some(Boolean);
  const clear = () => setFilters({ actor: '', action: '', entity: '', entityId: '', from: '', to: '' });
  return (
    <>
      <PageBar
        title="Audit log"
        count={formatCount(list.count)}
        chips={<AuditFilters filters={filters} onChange={setFilters} />}
      >
        <VerifyChain />
        <Menu
          align="end"
          trigger={
            <Button>
              <Download aria-hidden /> Export
            </Button>
          }
        >
          {(['csv', 'json'] as const).map((format) => (
            <MenuItem
              key={format}
              onSelect={() => location.assign(`/api/v1/audit/export${queryOf({ ...asked, format })}`)}
            >
              {format.toUpperCase()}
            </MenuItem>
          ))}
        </Menu>
      </PageBar>
      <PageBody>
        <ListStates
          list={list}
          empty={
            <EmptyState
              icon={<ScrollText />}
              title={filtered ? 'Nothing in the log fits these filters' : 'Nothing was changed yet'}
              action={filtered && <Button onClick={clear}>Clear the filters</Button>}
            />
          }
        >
          <AuditTable rows={list.items} onOpen={setOpen} />
        </ListStates>
      </PageBody>
      {open && <AuditDialog row={open} onClose={() => setOpen(null)} />}
    </>
  );
}
