'use client';

import { Download, LockKeyholeOpen, Plus } from 'lucide-react';
import { useState } from 'react';
import type { AccessRequestView } from '#lib/domain/views/access.ts';
import { queryOf } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useMay, useMe } from '../query/me.ts';
import { formatCount, usePages } from '../query/pages.ts';
import { useUrlParams } from '../query/url-params.ts';
import { useDebounced } from '../shell/use-debounced.ts';
import { Button } from '../ui/button.tsx';
import { FilterChip } from '../ui/filter-chip.tsx';
import { Input } from '../ui/input.tsx';
import { ListStates } from '../ui/list-states.tsx';
import { PageBar, PageBody } from '../ui/page-bar.tsx';
import { EmptyState, SkeletonRows } from '../ui/states.tsx';
import { TabPanel, Tabs } from '../ui/tabs.tsx';
import { AccessTable } from './access-table.tsx';
import { AskDialog } from './ask-dialog.tsx';
import { RequestDialog } from './request-dialog.tsx';
import { STATE_OPTIONS } from './words.ts';

type Box = 'decide' | 'active' | 'mine' | 'all';

const EMPTY: Record<Box, string> = {
  decide: 'Nothing waits for a decision',
  active: 'Nobody has temporary rights now',
  mine: 'You have asked for nothing yet',
  all: 'No request with these filters',
};

/** Temporary administrator rights: what waits for a decision, who has them now, one’s own, and the history. */
export function AccessPage() {
  const me = useMe();
  const [params, set] = useUrlParams(['box', 'state', 'email', 'store', 'device', 'request']);
  const decides = useMay('access.read_all');
  const [asking, setAsking] = useState(false);
  const box = (params.box || (decides ? 'decide' : 'mine')) as Box;
  const boxes = [
    ...(decides
      ? [
          { id: 'decide', label: 'To decide' },
          { id: 'active', label: 'Active' },
        ]
      : []),
    { id: 'mine', label: 'Mine' },
    { id: 'all', label: 'History' },
  ];
  const filters = { state: params.state, email: params.email, store: params.store, device: params.device };
  const exported = { box, ...(box === 'all' ? filters : {}) };
  return (
    <>
      <PageBar title="Access">
        <Button onClick={() => location.assign(`/api/v1/access-requests/export${queryOf(exported)}`)}>
          <Download aria-hidden /> CSV
        </Button>
        <Button variant="go" onClick={() => setAsking(true)}>
          <Plus aria-hidden /> Ask for access
        </Button>
      </PageBar>
      <PageBody className="py-2">
        {me === undefined ? (
          <SkeletonRows />
        ) : (
          <Tabs
            label="Requests"
            value={box}
            onValueChange={(next) => set({ box: next })}
            items={boxes}
            className="[&>[role=tablist]]:px-3.5"
          >
            <TabPanel id={box}>
              {box === 'all' && <Filters values={filters} onChange={set} />}
              <Requests box={box} filters={box === 'all' ? filters : {}} onOpen={(request) => set({ request })} />
            </TabPanel>
          </Tabs>
        )}
      </PageBody>
      {asking && (
        <AskDialog
          onClose={() => setAsking(false)}
          onAsked={(request) => {
            setAsking(false);
            set({ box: 'mine', request });
          }}
        />
      )}
      {params.request && <RequestDialog id={params.request} onClose={() => set({ request: '' })} />}
    </>
  );
}

type Filter = Partial<Record<'state' | 'email' | 'store' | 'device', string>>;

function Requests({ box, filters, onOpen }: { box: Box; filters: Filter; onOpen: (id: string) => void }) {
  const text = useDebounced(JSON.stringify({ box, ...filters }), 200);
  const asked = JSON.parse(text) as Filter & { box: Box };
  const list = usePages<AccessRequestView>(keys.accessRequests(asked), 'access-requests', asked);
  const count = formatCount(list.count);
  return (
    <ListStates list={list} empty={<EmptyState icon={<LockKeyholeOpen />} title={EMPTY[box]} />}>
      {count !== undefined && <p className="sr-only" role="status">{`Requests: ${count}`}</p>}
      <AccessTable requests={list.items} onOpen={onOpen} />
    </ListStates>
  );
}

/** The history by person, Mac and store. */
function Filters({ values, onChange }: { values: Filter; onChange: (change: Filter) => void }) {
  return (
    <search className="flex flex-wrap items-center gap-2 px-3.5 pb-2">
      <FilterChip
        label="State"
        value={values.state ?? ''}
        options={STATE_OPTIONS}
        onChange={(state) => onChange({ state })}
      />
      {FIELDS.map(({ name, label }) => (
        <span key={name} className="w-44 narrow:w-full">
          <Input
            type="search"
            aria-label={label}
            placeholder={label}
            value={values[name] ?? ''}
            onChange={(event) => onChange({ [name]: event.target.value })}
          />
        </span>
      ))}
    </search>
  );
}

const FIELDS = [
  { name: 'email', label: 'E-mail of the person' },
  { name: 'device', label: 'Jamf number of the Mac' },
  { name: 'store', label: 'Key of the store' },
] as const;
