import { z } from 'zod';
import { ActorRef } from '../actor.ts';
import { Severity } from '../severity.ts';
import { Moment } from './common.ts';

/** One member's notice. `kind` is one of `NOTICE_KINDS`. */
export const NoticeView = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  body: z.string(),
  severity: Severity,
  /** Where to act: a path of this installation, or an address. */
  link: z.string().nullable(),
  /** The case that it is about, where it is about one. */
  caseKey: z.string().nullable(),
  actor: ActorRef,
  at: Moment,
  readAt: Moment.nullable(),
});
export type NoticeView = z.infer<typeof NoticeView>;

/** How many notices one has not read; beyond the cap it says so. */
export const UnreadView = z.object({ value: z.number().int(), capped: z.boolean() });
export type UnreadView = z.infer<typeof UnreadView>;

export const StakeholdersView = z.object({
  id: z.string(),
  name: z.string(),
  categories: z.array(z.string()),
  stores: z.array(z.string()),
  vipOnly: z.boolean(),
  members: z.array(z.object({ id: z.string(), name: z.string() })),
  groups: z.array(z.string()),
  slackChannel: z.string().nullable(),
  teams: z.boolean(),
});
export type StakeholdersView = z.infer<typeof StakeholdersView>;
