import { foundObservables } from '#lib/domain/found-observables.ts';
import { decideIntake } from '#lib/domain/intake.ts';
import type { EventFacts } from '#lib/domain/intake-facts.ts';
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
import { evaluateMapping } from '#lib/services/mappings/evaluate.ts';

export type Transformed =
  | { ok: true; mapped: MappedCase; mappingId: string; notes: string[] }
  | { ok: false; reason: string };

/** Puts a delivery's body through its source's mapping. */
export async function transform(ctx: Ctx, deliveryId: string): Promise<Transformed> {
  const delivery = await readDelivery(ctx.db, deliveryId);
  const mapping = await activeFor(ctx.db, delivery.connectorId);
  const evaluated = await evaluateMapping(mapping.expression, delivery.body);
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
  facts: EventFacts;
}

const DID = { open: 'opened', update: 'updated', reopen: 'reopened', note: 'noted' } as const;
type Did = (typeof DID)[keyof typeof DID];

export type Outcome = { key: string; did: Did; changes: string[] } | { key: null; reason: string };

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
  const standing = found && { ...found, endedAt: found.endedAt ? new Date(found.endedAt) : null };
  const decision = decideIntake({ standing, now: ctx.now, ...incoming.facts });
  if (decision.do === 'filter') {
    await markFiltered({ ctx, input: { deliveryId, reason: decision.reason } });
    return { key: null, reason: decision.reason };
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
    return { key: opened.key, did: DID.open, changes: [] };
  }
  const { key, changes } = await receiveEvent({
    ctx,
    input: {
      key: decision.key,
      event,
      observables,
      severity: decision.do === 'note' ? undefined : mapped.severity,
      reopen: decision.do === 'reopen',
      resolve: incoming.facts.resolves ? { summary: `${incoming.report}.` } : undefined,
    },
  });
  return { key, did: DID[decision.do], changes };
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

/** The ledger's sentence for an event that led to nothing. */
export function notRunBecause(reason: string): string {
  return `Not run because ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`;
}

const SAID: Record<Did, string> = {
  opened: 'Opened the case',
  updated: 'Updated the case',
  reopened: 'Reopened the case',
  noted: 'Noted the event on the case',
};

/** The workflow's summary for the timeline. */
export function summaryOf(did: Did, from: string, changes: string[]): string {
  return `${SAID[did]} from ${from}${changes.length > 0 ? `: ${changes.join(', ')}` : ''}.`;
}
