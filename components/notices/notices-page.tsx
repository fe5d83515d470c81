'use client';

import { BellOff } from 'lucide-react';
import { useMe } from '../query/me.ts';
import { formatCount } from '../query/pages.ts';
import { useUrlParams } from '../query/url-params.ts';
import { Button } from '../ui/button.tsx';
import { ListStates } from '../ui/list-states.tsx';
import { PageBar, PageBody } from '../ui/page-bar.tsx';
import { EmptyState, SkeletonRows } from '../ui/states.tsx';
import { TabPanel, Tabs } from '../ui/tabs.tsx';
import { NoticeRow } from './notice-row.tsx';
import { Preferences } from './preferences.tsx';
import { useMarkRead, useNotices, useUnread } from './use-notices.ts';

/** What one was told, and what one wants to be told of. */
export function NoticesPage() {
  const me = useMe();
  const [{ tab }, set] = useUrlParams(['tab']);
  const shown = tab === 'all' || tab === 'preferences' ? tab : 'unread';
  const unread = useUnread();
  return (
    <>
      <PageBar title="Notices" />
      <PageBody className="px-[18px] py-3 narrow:px-3">
        {/* Tabs write inline styles, which the policy refuses in what the server sends: they come once it is known who looks. */}
        {me === undefined ? (
          <SkeletonRows />
        ) : (
          <Tabs
            label="Notices"
            value={shown}
            onValueChange={(next) => set({ tab: next === 'unread' ? '' : next })}
            items={[
              { id: 'unread', label: 'Unread', count: unread?.value },
              { id: 'all', label: 'All' },
              { id: 'preferences', label: 'What you hear of' },
            ]}
          >
            <TabPanel id="unread">
              <Notices unread empty="You have read everything" />
            </TabPanel>
            <TabPanel id="all">
              <Notices unread={false} empty="Nothing for you yet" />
            </TabPanel>
            <TabPanel id="preferences">
              <Preferences />
            </TabPanel>
          </Tabs>
        )}
      </PageBody>
    </>
  );
}

function Notices({ unread, empty }: { unread: boolean; empty: string }) {
  const list = useNotices({ unread });
  const { read, readAll, busy } = useMarkRead();
  const newest = list.items[0];
  return (
    <ListStates list={list} empty={<EmptyState icon={<BellOff aria-hidden />} title={empty} />}>
      <div className="flex max-w-[860px] items-center gap-2 pb-2">
        <span className="num flex-1 text-ink-3 text-sm">{formatCount(list.count)}</span>
        <Button
          busy={busy}
          disabled={!list.items.some(({ readAt }) => readAt === null)}
          onClick={() => newest && readAll(newest)}
        >
          Mark all read
        </Button>
      </div>
      <ul className="max-w-[860px] divide-y divide-line/55 rounded-lg border border-line">
        {list.items.map((notice) => (
          <li key={notice.id}>
            <NoticeRow notice={notice} onRead={read} />
          </li>
        ))}
      </ul>
    </ListStates>
  );
}
