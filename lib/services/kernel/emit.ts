import { newId } from '../../db/id.ts';
import { outbox, runs } from '../../db/schema/index.ts';
import { subscribersOf } from '../../domain/automations.ts';
import { EVENTS, type EventData, type EventName, MAX_CAUSE_DEPTH } from '../../domain/events.ts';
import type { TxCtx } from './context.ts';
import { writeTimeline } from './record.ts';

export interface Emitted {
  eventId: string;
  /** The run of each subscribed automation, known before it runs. */
  runs: { automation: string; runId: string }[];
}

interface About {
  caseId?: string;
  deliveryId?: string;
  /** The relay hands it over no earlier. Other than behind a bulk change, nothing about the case waits behind it. */
  notBefore?: Date;
}

/**
 * Writes an event and the ledger rows of its subscribers in the caller's transaction. A chain of events that has grown past
 * {@link MAX_CAUSE_DEPTH} still leaves its event for the record, but its runs are skipped, saying so there and on the case.
 */
export async function emit<N extends EventName>(
  ctx: TxCtx,
  name: N,
  data: Omit<EventData<N>, 'cause'>,
  about: About = {},
): Promise<Emitted> {
  const rows = eventRows(ctx, name, data, about);
  const event = { ...rows.event, data: EVENTS[name].parse(rows.event.data) as Record<string, unknown> };
  if (ctx.batch) {
    ctx.batch.events.push({ ...event, ...ctx.batch.hold });
    ctx.batch.runs.push(...rows.runs);
  } else {
    await ctx.tx.insert(outbox).values(event);
    if (rows.runs.length > 0) await ctx.tx.insert(runs).values(rows.runs);
  }
  if (about.caseId && rows.stopped)
    await writeTimeline(ctx, {
      caseId: about.caseId,
      kind: 'stopped',
      summary: `Stopped the automations here: ${rows.stopped}`,
      detail: { event: name, eventId: rows.event.id, automations: rows.runs.map((run) => run.automation) },
    });
  return { eventId: rows.event.id, runs: rows.runs.map(({ automation, id }) => ({ automation, runId: id })) };
}

/**
 * The rows that {@link emit} writes, for the one caller (intake) that writes them within a statement of its own, on the hot path: their
 * data are as typed, not parsed.
 */
export function eventRows<N extends EventName>(
  ctx: Pick<TxCtx, 'now' | 'cause'>,
  name: N,
  data: Omit<EventData<N>, 'cause'>,
  about: About = {},
) {
  const chain = ctx.cause ?? [];
  const tooLong = chain.length >= MAX_CAUSE_DEPTH;
  const full = { ...data, cause: chain.slice(-MAX_CAUSE_DEPTH) } as Record<string, unknown>;
  const event = {
    id: newId(),
    name,
    data: full,
    // The relay keeps back what was written about a case after an event of it that waits.
    caseId: about.notBefore ? null : (about.caseId ?? null),
    createdAt: ctx.now,
    notBefore: about.notBefore ?? null,
    // The relay has nothing to deliver: the chain ends here.
    sentAt: tooLong ? ctx.now : null,
  };
  const textOf = (name: string) => (typeof full[name] === 'string' ? full[name] : undefined);
  const tooLongBecause = `the chain of events is ${chain.length} long; chains stop at ${MAX_CAUSE_DEPTH}.`;
  const rows = subscribersOf(name, { action: textOf('action'), owner: textOf('owner'), vendor: textOf('vendor') }).map(
    (automation) => ({
      id: newId(),
      automation,
      eventId: event.id,
      eventName: name,
      caseId: about.caseId ?? null,
      deliveryId: about.deliveryId ?? null,
      status: tooLong ? ('skipped' as const) : ('queued' as const),
      reason: tooLong ? `Not run because ${tooLongBecause}` : null,
      createdAt: ctx.now,
      endedAt: tooLong ? ctx.now : null,
    }),
  );
  /** Why nothing that subscribes will run; null where it will, or where nothing subscribes. */
  const stopped = tooLong && rows.length > 0 ? tooLongBecause : null;
  return { event, runs: rows, stopped };
}
