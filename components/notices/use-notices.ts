'use client';

import { type InfiniteData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Page } from '#lib/domain/views/common.ts';
import type { NoticeView, UnreadView } from '#lib/domain/views/notice.ts';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { usePages } from '../query/pages.ts';
import { useLive } from '../query/stream.tsx';
import { allRead, fewer, oneRead } from './read-marks.ts';

/** How many of one's own notices are not read yet; undefined until known. */
export function useUnread(): UnreadView | undefined {
  const client = useQueryClient();
  const live = useLive();
  // The bell stands on every page and is fetched once: what was told between that and the stream's beginning is asked for.
  useEffect(() => {
    if (live === 'live') void client.invalidateQueries({ queryKey: keys.unreadNotices });
  }, [client, live]);
  return useQuery({
    queryKey: keys.unreadNotices,
    queryFn: ({ signal }) => api.get<UnreadView>('notices/unread', {}, signal),
  }).data;
}

/** One's own notices, newest first. */
export function useNotices({ unread = false, limit = 50, enabled = true } = {}) {
  return usePages<NoticeView>(keys.notices({ unread }), 'notices', unread ? { unread } : {}, { limit, enabled });
}

type Pages = InfiniteData<Page<NoticeView>>;

/** Marks notices as read, on the screen at once; what the server refuses is fetched anew. */
export function useMarkRead() {
  const client = useQueryClient();
  const show = (mark: (page: Page<NoticeView>) => Page<NoticeView>, less: (unread: UnreadView) => UnreadView) => {
    client.setQueriesData<Pages>(
      { queryKey: ['notices', 'list'] },
      (pages) => pages && { ...pages, pages: pages.pages.map(mark) },
    );
    client.setQueryData<UnreadView>(keys.unreadNotices, (unread) => unread && less(unread));
  };
  const stale = [['notices']];
  const one = useAct((notice: NoticeView) => api.post<void>(`notices/${notice.id}/read`), { stale });
  const all = useAct((upTo: string) => api.post<{ read: number }>('notices/read-all', { upTo }), { stale });
  return {
    read: (notice: NoticeView) => {
      if (notice.readAt) return;
      show((page) => oneRead(page, notice.id, new Date().toISOString()), fewer);
      void one.act(notice);
    },
    /** Up to this one: what came since it was shown stays unread. */
    readAll: (newest: NoticeView) => {
      show(
        (page) => allRead(page, newest.id, new Date().toISOString()),
        () => ({ value: 0, capped: false }),
      );
      void all.act(newest.id);
    },
    busy: all.busy,
  };
}
