'use client';

import { Bell as BellIcon, BellOff } from 'lucide-react';
import { useState } from 'react';
import type { NoticeView } from '#lib/domain/views/notice.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Link } from '../ui/link.tsx';
import { ListStates } from '../ui/list-states.tsx';
import { Popover } from '../ui/popover.tsx';
import { EmptyState } from '../ui/states.tsx';
import { NoticeRow } from './notice-row.tsx';
import { unreadText } from './read-marks.ts';
import { useMarkRead, useNotices, useUnread } from './use-notices.ts';

/** The bell of the top bar: how many notices wait, and the latest of them. */
export function Bell() {
  const [open, setOpen] = useState(false);
  const unread = useUnread();
  const waits = unread !== undefined && unread.value > 0;
  const label = waits ? `Notices, ${unreadText(unread)} unread` : 'Notices';
  return (
    <Popover
      label="Notices"
      align="end"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <IconButton
          label={label}
          className="relative"
          icon={
            <>
              <BellIcon aria-hidden />
              {waits && (
                <span
                  aria-hidden
                  className="num absolute top-0 right-0 min-w-[15px] rounded-full bg-accent px-[3px] text-center font-semibold text-[10px] text-on-accent leading-[15px] touch:top-1.5 touch:right-1"
                >
                  {unreadText(unread)}
                </span>
              )}
            </>
          }
        />
      }
    >
      <Latest onGone={() => setOpen(false)} />
    </Popover>
  );
}

/** As many as fit beside the page; the rest stands on its own. */
const SHOWN = 12;

function Latest({ onGone }: { onGone: () => void }) {
  const list = useNotices({ limit: SHOWN });
  const { read, readAll, busy } = useMarkRead();
  const shown = list.items.slice(0, SHOWN);
  const newest = shown[0];
  const open = (notice: NoticeView) => {
    read(notice);
    onGone();
  };
  return (
    <div className="-m-3 flex flex-col">
      <div className="flex min-h-10 items-center gap-2 border-line border-b px-3">
        <h2 className="flex-1 font-semibold">Notices</h2>
        <Button
          variant="ghost"
          busy={busy}
          disabled={!shown.some(({ readAt }) => readAt === null)}
          onClick={() => newest && readAll(newest)}
        >
          Mark all read
        </Button>
      </div>
      <ListStates
        list={{ ...list, hasMore: false }}
        empty={<EmptyState icon={<BellOff aria-hidden />} title="Nothing for you yet" />}
      >
        <ul className="divide-y divide-line/55">
          {shown.map((notice) => (
            <li key={notice.id}>
              <NoticeRow notice={notice} onRead={open} />
            </li>
          ))}
        </ul>
      </ListStates>
      <Link
        href="/notices"
        onClick={onGone}
        className="grid min-h-9 place-items-center border-line border-t text-ink-2 hover:bg-raised hover:text-ink touch:min-h-11"
      >
        All notices, and what you hear of
      </Link>
    </div>
  );
}
