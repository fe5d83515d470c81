'use client';

import { useRouter } from 'next/navigation';
import type { NoticeView } from '#lib/domain/views/notice.ts';
import { cn } from '../ui/cn.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';

/** One notice: a press marks it as read and goes where it leads. */
export function NoticeRow({ notice, onRead }: { notice: NoticeView; onRead: (notice: NoticeView) => void }) {
  const router = useRouter();
  const unread = notice.readAt === null;
  const open = () => {
    onRead(notice);
    if (notice.link?.startsWith('/')) router.push(notice.link);
    else if (notice.link && /^https?:/.test(notice.link)) window.open(notice.link, '_blank', 'noopener');
  };
  return (
    <button
      type="button"
      onClick={open}
      className="grid w-full min-w-0 grid-cols-[8px_minmax(0,1fr)_auto] items-start gap-x-2 px-3 py-2 text-left hover:bg-raised focus-visible:-outline-offset-2 touch:min-h-11"
    >
      <span aria-hidden className={cn('mt-[5px] size-[7px] rounded-full', unread && 'bg-accent')} />
      <span className="min-w-0">
        <span className={cn('block break-words', unread ? 'font-[550]' : 'text-ink-2')}>
          {unread && <span className="sr-only">Unread: </span>}
          {notice.title}
        </span>
        {notice.body && <span className="line-clamp-2 break-words text-ink-3 text-sm">{notice.body}</span>}
      </span>
      <span className="flex flex-col items-end gap-0.5 whitespace-nowrap text-ink-3 text-sm">
        <RelativeTime at={notice.at} suffix={false} />
        <SeverityMark severity={notice.severity} word={false} />
      </span>
    </button>
  );
}
