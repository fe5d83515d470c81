import type { Page } from '#lib/domain/views/common.ts';
import type { NoticeView, UnreadView } from '#lib/domain/views/notice.ts';

/** The page with one notice read. */
export function oneRead(page: Page<NoticeView>, id: string, at: string): Page<NoticeView> {
  return { ...page, items: page.items.map((one) => (one.id === id ? { ...one, readAt: one.readAt ?? at } : one)) };
}

/** The page with all notices read that are no newer than `newest`. Ids grow with time. */
export function allRead(page: Page<NoticeView>, newest: string, at: string): Page<NoticeView> {
  return { ...page, items: page.items.map((one) => (one.id <= newest ? { ...one, readAt: one.readAt ?? at } : one)) };
}

/** The count less one; beyond its cap nobody knows by how much. */
export function fewer(unread: UnreadView): UnreadView {
  return unread.capped ? unread : { ...unread, value: Math.max(0, unread.value - 1) };
}

/** `3`, or `99+`. */
export function unreadText({ value, capped }: UnreadView): string {
  return capped ? `${value}+` : String(value);
}
