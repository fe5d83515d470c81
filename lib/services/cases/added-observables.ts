import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { outbox, runs } from '../../db/schema/index.ts';
import type { AutomationId } from '../../domain/automations.ts';
import type { EventData } from '../../domain/events.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { findCase } from './fetch.ts';

export interface AddedInput {
  key: string;
  /** The id of a `case/observable.added`. */
  eventId: string;
  /** Events that lie no further apart belong together. */
  waitSeconds: number;
  /** Whose look it is; `enrich-observables` where nothing is said. */
  automation?: AutomationId;
}

type Item = EventData<'case/observable.added'>['current'][number];

export interface Added {
  /** A later event has come meanwhile: its run looks at everything. */
  later: boolean;
  /** What came with this event and with those shortly before it. */
  added: Item[];
  /** What the case was opened with, where that is among these events. */
  opening: Item[];
}

const EVENT = 'case/observable.added';
/** A burst that is longer is looked at in parts. */
const MOST_EVENTS = 500;

/** Which observables one look is for, so that a burst of additions is looked at once: by the run of its last event. */
export async function readAdded({ ctx, input }: { ctx: Ctx; input: AddedInput }): Promise<Added> {
  authorize(ctx.actor, 'observable.enrich');
  const of = await findCase(ctx.db, ctx, input.key);
  const events = await eventsOf(ctx, of.id, input.automation ?? 'enrich-observables');
  const near = (a: Date, b: Date) => Math.abs(a.getTime() - b.getTime()) <= input.waitSeconds * 1_000;
  const mine = events.findIndex(({ id }) => id === input.eventId);
  const nothing: Added = { later: false, added: [], opening: [] };
  if (mine < 0) return nothing;
  if (mine > 0 && near(events[mine - 1]!.at, events[mine]!.at)) return { ...nothing, later: true };
  let last = mine;
  while (events[last + 1] && near(events[last + 1]!.at, events[last]!.at)) last += 1;
  const together = events.slice(mine, last + 1).map(({ id }) => id);
  const rows = await ctx.db
    .select({ data: outbox.data, at: outbox.createdAt })
    .from(outbox)
    .where(inArray(outbox.id, together));
  // The opening and its observables are one transaction, and so one moment.
  const isOpening = ({ at }: { at: Date }) => at.getTime() === of.createdAt.getTime();
  const itemsOf = (some: typeof rows) => some.flatMap(({ data }) => data.current as Item[]);
  return {
    later: false,
    added: itemsOf(rows.filter((row) => !isOpening(row))),
    opening: itemsOf(rows.filter(isOpening)),
  };
}

/** Newest first. */
const eventsOf = (ctx: Ctx, caseId: string, automation: AutomationId) =>
  ctx.db
    .select({ id: runs.eventId, at: runs.createdAt })
    .from(runs)
    .where(
      and(eq(runs.caseId, caseId), eq(runs.automation, automation), eq(runs.eventName, EVENT), isNull(runs.replayOf)),
    )
    .orderBy(desc(runs.seq))
    .limit(MOST_EVENTS);
