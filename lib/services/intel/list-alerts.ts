import { and, desc, eq, sql } from 'drizzle-orm';
import { alertDetails, caseEvents, storms } from '../../db/schema/index.ts';
import { isOpen, type State } from '../../domain/case-state.ts';
import { COMMAND_LINE_SIGN } from '../../domain/intel/command-lines.ts';
import type { IntelVendor } from '../../domain/intel/vendors.ts';
import { findCase } from '../cases/fetch.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { type FittingEvent, fitting } from './condition.ts';

export interface ListAlertsInput {
  vendor: IntelVendor;
  key: string;
  /** Only what is left to do: alerts that were not read since they came, or have a command line that nobody has looked at. */
  leftOnly: boolean;
  /** Whether command lines are looked at at all. */
  withCommands: boolean;
  /** JSONata; empty: every event fits. */
  condition: string;
  /** So many of what is left are passed over: the vendor did not show them. */
  passed: number;
  most: number;
}

export interface CaseAlerts {
  state: State;
  open: boolean;
  /** It collects the events of a storm. */
  storm: boolean;
  /** The vendor's ids of the alerts to look at: what is left to do before the others, the newest of each first. */
  ids: string[];
  /** There are more than are looked at. */
  more: boolean;
  /** How many of those have something left to do; behind the events that were looked at there may be others. */
  left: number;
  /** How many of the vendor's events were looked at, and how many of these fit. */
  looked: number;
  fit: number;
  /** Why the condition cannot be used, for people; null: it can. */
  problem: string | null;
}

/** So many events are looked at at once: their bodies have to fit into memory. */
const PAGE = 1_000;

/** A vendor's alerts of a case that fit an administrator's condition. Errors: `not_found`. */
export async function listAlerts({ ctx, input }: { ctx: Ctx; input: ListAlertsInput }): Promise<CaseAlerts> {
  authorize(ctx.actor, 'observable.enrich');
  const of = await findCase(ctx.db, ctx, input.key);
  const [storm] = await ctx.db.select({ id: storms.id }).from(storms).where(eq(storms.caseId, of.id)).limit(1);
  const { wanted, looked, fit, problem } = await wantedOf(ctx, of.id, input);
  const rest = wanted.slice(input.most);
  return {
    ...{ state: of.state, open: isOpen(of.stage), storm: storm !== undefined },
    ...{ ids: wanted.slice(0, input.most).map(({ vendorId }) => vendorId), more: rest.length > 0 },
    ...{ left: rest.filter(({ left }) => left).length, looked, fit, problem },
  };
}

interface Wanted {
  wanted: CaseEvent[];
  looked: number;
  fit: number;
  problem: string | null;
}

/** Looks at page after page until there is one more than is wanted, so that no number of events hides those behind them. */
async function wantedOf(ctx: Ctx, caseId: string, input: ListAlertsInput): Promise<Wanted> {
  const { vendor, condition, leftOnly, withCommands, passed, most } = input;
  const found: Wanted = { wanted: [], looked: 0, fit: 0, problem: null };
  let toPass = passed;
  for (;;) {
    const page = { from: found.looked, withRaw: condition !== '' };
    const events = await eventsOf(ctx, { vendor, caseId }, { ...page, leftFirst: { withCommands } });
    const checked = await fitting(condition, events);
    if (!checked.ok) return { ...found, looked: found.looked + events.length, problem: checked.problem };
    const fit = checked.events.filter((event) => event.fits);
    found.looked += events.length;
    found.fit += fit.length;
    for (const { raw: _, ...event } of leftOnly ? fit.filter(({ left }) => left) : fit) {
      if (event.left && toPass > 0) toPass -= 1;
      else found.wanted.push(event);
    }
    const isLast = events.length < PAGE || (leftOnly && !events.at(-1)!.left);
    if (isLast || found.wanted.length > most) return found;
  }
}

interface CaseEvent extends Omit<FittingEvent, 'raw'> {
  /** Its alert was not read since it came, or has a command line that nobody has looked at. */
  left: boolean;
}

/** The last event of each of a vendor's alerts on a case, the newest first; its body is read too. At most a page. */
export const latestEvents = (ctx: Pick<Ctx, 'db'>, of: { vendor: IntelVendor; caseId: string }) =>
  eventsOf(ctx, of, { from: 0, withRaw: true, leftFirst: null });

/** `leftFirst`: those with something left to do come before the others; `withCommands`: a command line that nobody has looked at counts. */
async function eventsOf(
  ctx: Pick<Ctx, 'db'>,
  of: { vendor: IntelVendor; caseId: string },
  { from, withRaw, leftFirst }: { from: number; withRaw: boolean; leftFirst: { withCommands: boolean } | null },
): Promise<(FittingEvent & CaseEvent)[]> {
  const { id, vendorId, title, at } = caseEvents;
  const raw = (withRaw ? sql<unknown>`${caseEvents.raw}` : sql<unknown>`null::jsonb`).as('raw');
  const receivedAt = sql`max(${caseEvents.receivedAt}) over (partition by ${vendorId})`.as('last_received_at');
  const last = ctx.db
    .selectDistinctOn([vendorId], { id, vendorId, title, at, raw, receivedAt })
    .from(caseEvents)
    .where(and(eq(caseEvents.caseId, of.caseId), eq(caseEvents.vendor, of.vendor)))
    .orderBy(vendorId, desc(at), desc(id))
    .as('last');
  const left = sql<boolean>`(${alertDetails.readAt} is null or ${alertDetails.readAt} < ${last.receivedAt}
    or (${leftFirst?.withCommands ?? false} and exists (
      select from jsonb_array_elements(${alertDetails.details} -> 'processes') process
      where process ->> 'commandLine' ~ ${COMMAND_LINE_SIGN}
        and not ${alertDetails.commands} @> jsonb_build_array(jsonb_build_object('role', process -> 'role'))
    )))`.as('is_left');
  const events = ctx.db
    .select({ id: last.id, vendorId: last.vendorId, title: last.title, at: last.at, raw: last.raw, left })
    .from(last)
    .leftJoin(alertDetails, and(eq(alertDetails.vendor, of.vendor), eq(alertDetails.vendorId, last.vendorId)))
    .as('events');
  return ctx.db
    .select()
    .from(events)
    .orderBy(...(leftFirst ? [desc(events.left)] : []), desc(events.at), desc(events.id))
    .limit(PAGE)
    .offset(from);
}
