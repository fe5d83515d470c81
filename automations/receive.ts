import { foundObservables } from '#lib/domain/found-observables.ts';
import type { IntakeDecision } from '#lib/domain/intake.ts';
import { type MappedCase, parseMapped } from '#lib/domain/mapping.ts';
import { findCaseByObject } from '#lib/services/cases/find-by-object.ts';
import { type CaseOrigin, openCase } from '#lib/services/cases/open.ts';
import { receiveEvent } from '#lib/services/cases/receive-event.ts';
import { markAccepted } from '#lib/services/deliveries/mark-accepted.ts';
import { markFiltered } from '#lib/services/deliveries/mark-filtered.ts';
import { readDelivery } from '#lib/services/deliveries/read.ts';
import { ServiceError } from '#lib/services/errors.ts';
import type { Ctx } from '#lib/services/kernel/index.ts';
import { activeFor } from '#lib/services/mappings/active-for.ts';
import { evaluate } from '#lib/services/mappings/evaluate.ts';

export type Transformed =
  | { ok: true; mapped: MappedCase; mappingId: string; notes: string[] }
  | { ok: false; reason: string };

/** Puts a delivery's body through its source's mapping. */
export async function transform(ctx: Ctx, deliveryId: string): Promise<Transformed> {
  const delivery = await readDelivery(ctx.db, deliveryId);
  const mapping = await activeFor(ctx.db, delivery.connectorId);
  const evaluated = await evaluate(mapping.expression, delivery.body);
  if (!evaluated.ok) return evaluated;
  const parsed = parseMapped(evaluated.output);
  return parsed.ok ? { ok: true, mapped: parsed.value, mappingId: mapping.id, notes: parsed.notes } : parsed;
}

export interface Incoming {
  deliveryId: string;
  connectorId: string;
  /** The case's `source`, such as `wiz`. */
  source: string;
  mapped: MappedCase;
  /** One sentence for the timeline: what the vendor reports. */
  report: string;
  /** What to do, given the case that stands for the object. */
  decide: (standing: { key: string; open: boolean; endedAt: Date | null } | null) => IntakeDecision;
  /** Resolve the open case with this summary: the vendor says that it is over and a parameter trusts it. */
  resolve?: string | undefined;
}

export type Outcome =
  | { key: string; did: 'opened' | 'updated' | 'reopened' | 'noted'; changes: string[] }
  | { key: null; did: 'filtered'; reason: string };

/**
 * Opens the case of a vendor's event, or brings the event to the case that stands. Two events of one object at the same moment may both
 * find none: the second then meets the first one's case in the database and goes to it.
 */
export async function receive(ctx: Ctx, incoming: Incoming): Promise<Outcome> {
  try {
    return await attempt(ctx, incoming);
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'conflict') return attempt(ctx, incoming);
    throw error;
  }
}

async function attempt(ctx: Ctx, incoming: Incoming): Promise<Outcome> {
  const { mapped, deliveryId, connectorId } = incoming;
  const delivery = await readDelivery(ctx.db, deliveryId);
  const object = { connectorId, objectKey: mapped.objectKey };
  const found = await findCaseByObject({ ctx, input: object });
  const decision = incoming.decide(found && { ...found, endedAt: found.endedAt ? new Date(found.endedAt) : null });
  if (decision.do === 'filter') {
    await markFiltered({ ctx, input: { deliveryId, reason: decision.reason } });
    return { key: null, did: 'filtered', reason: decision.reason };
  }
  const event = {
    vendor: incoming.source,
    vendorId: mapped.objectKey,
    deliveryId,
    title: mapped.title,
    at: new Date(mapped.eventTime ?? delivery.firstReceivedAt),
    receivedAt: delivery.firstReceivedAt,
    techniques: mapped.techniques,
    raw: delivery.body,
    summary: incoming.report,
  };
  const observables = foundObservables(delivery.body, mapped).map(({ paths, ...item }) => ({
    ...item,
    origins: paths.slice(0, 5).map((path) => ({ path, deliveryId })),
  }));
  await markAccepted({ ctx, input: { deliveryId } });
  if (decision.do === 'open') {
    const origin: CaseOrigin = { object, event, observables, follows: decision.follows ?? undefined };
    const opened = await openCase({ ctx, input: { fields: fieldsOf(incoming), origin } });
    return { key: opened.key, did: 'opened', changes: [] };
  }
  const { key, changes } = await receiveEvent({
    ctx,
    input: {
      key: decision.key,
      event,
      observables,
      severity: decision.do === 'note' ? undefined : mapped.severity,
      reopen: decision.do === 'reopen',
      resolve: incoming.resolve === undefined ? undefined : { summary: incoming.resolve },
    },
  });
  return { key, did: ({ update: 'updated', reopen: 'reopened', note: 'noted' } as const)[decision.do], changes };
}

function fieldsOf({ mapped, source }: Incoming) {
  const customFields = { ...mapped.customFields };
  if (mapped.tactics.length > 0) customFields.mitreTactics = mapped.tactics;
  return {
    title: mapped.title,
    severity: mapped.severity,
    description: mapped.description ?? '',
    category: mapped.category ?? 'Other',
    source,
    tags: mapped.tags,
    customFields,
    links: mapped.links,
    techniques: mapped.techniques,
  };
}
