import { z } from 'zod';
import { NoticePreferences, StakeholdersInput, StakeholdersPatch } from '../../domain/notifications/index.ts';
import { pageOf } from '../../domain/views/common.ts';
import { NoticeView, StakeholdersView, UnreadView } from '../../domain/views/notice.ts';
import { NoticeQuery } from '../../services/notices/list.ts';
import { MarkAllRead, MarkRead } from '../../services/notices/mark-read.ts';
import { contract } from '../contract.ts';

const tag = 'Notices';

export const listNotices = contract({
  method: 'GET',
  path: '/notices',
  tag,
  summary: 'One’s own notices, newest first',
  query: NoticeQuery,
  answer: { status: 200, schema: pageOf(NoticeView) },
});
export const countUnread = contract({
  method: 'GET',
  path: '/notices/unread',
  tag,
  summary: 'How many of one’s own notices are not read yet',
  answer: { status: 200, schema: UnreadView },
});
export const markRead = contract({
  method: 'POST',
  path: '/notices/{id}/read',
  tag,
  summary: 'Mark one’s own notice as read, or as unread again',
  body: MarkRead,
  answer: { status: 204, schema: null },
});
export const markAllRead = contract({
  method: 'POST',
  path: '/notices/read-all',
  tag,
  summary: 'Mark one’s own notices as read, up to the newest one that was seen',
  body: MarkAllRead,
  answer: { status: 200, schema: z.object({ read: z.number().int() }) },
});
export const getNoticePreferences = contract({
  method: 'GET',
  path: '/me/notice-preferences',
  tag,
  summary: 'What one wants to hear of on which channels, and when not',
  answer: { status: 200, schema: NoticePreferences },
});
export const putNoticePreferences = contract({
  method: 'PUT',
  path: '/me/notice-preferences',
  tag,
  summary: 'Set what one wants to hear of on which channels, and when not',
  body: NoticePreferences,
  answer: { status: 200, schema: NoticePreferences },
});
export const listStakeholders = contract({
  method: 'GET',
  path: '/stakeholders',
  tag,
  summary: 'Who has a stake in which cases, and hears of their opening, escalation and resolution',
  answer: { status: 200, schema: z.object({ items: z.array(StakeholdersView) }) },
});
export const createStakeholders = contract({
  method: 'POST',
  path: '/stakeholders',
  tag,
  summary: 'Say who has a stake in which cases',
  body: StakeholdersInput,
  answer: { status: 201, schema: StakeholdersView },
});
export const updateStakeholders = contract({
  method: 'PATCH',
  path: '/stakeholders/{id}',
  tag,
  summary: 'Change who has a stake in which cases',
  body: StakeholdersPatch,
  answer: { status: 200, schema: StakeholdersView },
});
export const removeStakeholders = contract({
  method: 'DELETE',
  path: '/stakeholders/{id}',
  tag,
  summary: 'Remove a rule of stakeholders',
  answer: { status: 204, schema: null },
});
