import { eq, sql } from 'drizzle-orm';
import { newId } from '../../db/id.ts';
import { type Case, caseEvents, cases } from '../../db/schema/index.ts';
import { runIdOfActor } from '../../domain/actor.ts';
import type { Severity } from '../../domain/severity.ts';
import { jsonbSafe, type TxCtx, writeTimeline } from '../kernel/index.ts';
import { linkCase } from '../runs/link-case.ts';
import { notBefore } from './save.ts';

/** A vendor's event as a workflow attaches it. */
export interface NewEvent {
  vendor: string;
  vendorId: string;
  deliveryId?: string | undefined;
  title: string;
  /** The event's own time. */
  at: Date;
  receivedAt: Date;
  /** The delivery's place in the order of first receipt. */
  seq?: number | undefined;
  techniques?: string[] | undefined;
  raw: unknown;
  /** The timeline's sentence, such as "Wiz reports the issue RESOLVED". */
  summary: string;
}

/** What the timeline says of an event beside itself. */
interface Said {
  /** The severity that the vendor gives it. */
  severity?: Severity | undefined;
  /** The case has followed a newer event already. */
  late?: boolean | undefined;
  /** The case was opened with it: its row says so already. */
  counted?: boolean | undefined;
}

/** Attaches an event to a case and says so on its timeline. The same delivery is attached once; answers false for a second time. */
export async function insertEvent(
  ctx: TxCtx,
  to: Case,
  event: NewEvent,
  { severity, late = false, counted = false }: Said,
): Promise<boolean> {
  const [made] = await ctx.tx
    .insert(caseEvents)
    .values({
      id: newId(),
      caseId: to.id,
      vendor: event.vendor,
      vendorId: jsonbSafe(event.vendorId),
      deliveryId: event.deliveryId ?? null,
      title: jsonbSafe(event.title),
      at: event.at,
      receivedAt: event.receivedAt,
      techniques: event.techniques ?? [],
      raw: jsonbSafe(event.raw),
    })
    .onConflictDoNothing()
    .returning({ id: caseEvents.id });
  if (!made) return false;
  const runId = runIdOfActor(ctx.actor);
  const { deliveryId } = event;
  if (runId && deliveryId) await linkCase(ctx.tx, { runId, caseId: to.id, deliveryId });
  await writeTimeline(ctx, {
    caseId: to.id,
    kind: 'event',
    summary: jsonbSafe(
      late ? `${event.summary}; a newer event was here first, so this one changes nothing` : event.summary,
    ),
    detail: {
      eventId: made.id,
      vendor: event.vendor,
      vendorId: jsonbSafe(event.vendorId),
      deliveryId: event.deliveryId ?? null,
      eventAt: event.at.toISOString(),
      // Late, it is not what the vendor said last.
      ...(late ? { late } : severity ? { severity } : {}),
    },
  });
  if (counted) return true;
  await ctx.tx
    .update(cases)
    .set({
      eventCount: sql`${cases.eventCount} + 1`,
      lastEventAt: sql`greatest(${cases.lastEventAt}, ${event.receivedAt.toISOString()}::timestamptz)`,
      updatedAt: notBefore(ctx.now),
    })
    .where(eq(cases.id, to.id));
  return true;
}
