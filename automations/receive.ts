import { RetryAfterError } from 'inngest';
import { foundObservables } from '#lib/domain/found-observables.ts';
import type { EventFacts } from '#lib/domain/intake-facts.ts';
import { type MappedCase, parseMapped } from '#lib/domain/mapping.ts';
import type { StormGuard } from '#lib/domain/storm.ts';
import { type TakenIn, takeIn } from '#lib/services/cases/take-in.ts';
import { intakeOf } from '#lib/services/connectors/catalogue.ts';
import { standsForItself } from '#lib/services/deliveries/body-key.ts';
import { readDelivery } from '#lib/services/deliveries/read.ts';
import type { Ctx } from '#lib/services/kernel/index.ts';
import { activeFor } from '#lib/services/mappings/active-for.ts';
import { evaluateMapping } from '#lib/services/mappings/evaluate.ts';

export type Transformed =
  | { ok: true; mapped: MappedCase; mappingId: string; notes: string[] }
  | { ok: false; reason: string };

/** A thread that was ended by the clock may do on a calmer machine: it is tried again so much later, as often as any step. */
const LATE_RETRY_MS = 2_000;

/** Puts a delivery's body through its source's mapping. */
export async function transform(ctx: Ctx, deliveryId: string): Promise<Transformed> {
  const delivery = await readDelivery(ctx.db, deliveryId);
  const mapping = await activeFor(ctx.db, delivery.connectorId);
  const evaluated = await evaluateMapping(mapping.expression, delivery.body);
  if (!evaluated.ok && evaluated.late) throw new RetryAfterError(evaluated.reason, LATE_RETRY_MS);
  if (!evaluated.ok) return { ok: false, reason: evaluated.reason };
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
  /** The automation's parameters as they are stored. */
  parameters: unknown;
  guard: StormGuard | null;
}

/** Brings a vendor's event to the case that stands for its object, opens one, or filters it. */
export async function receive(ctx: Ctx, incoming: Incoming): Promise<TakenIn> {
  const { mapped, deliveryId, connectorId, source, facts, parameters, guard } = incoming;
  const delivery = await readDelivery(ctx.db, deliveryId);
  const intake = intakeOf(connectorId);
  const reading = intake.read(delivery.body);
  const event = {
    vendor: source,
    vendorId: mapped.objectKey,
    deliveryId,
    title: mapped.title,
    at: new Date(mapped.eventTime ?? delivery.firstReceivedAt),
    receivedAt: delivery.firstReceivedAt,
    seq: delivery.firstSeq,
    isPart: delivery.objectKey !== mapped.objectKey && !standsForItself(delivery.objectKey),
    byTime: reading.ok && reading.version !== undefined,
    techniques: mapped.techniques,
    raw: delivery.body,
    summary: incoming.report,
  };
  const observables = foundObservables(delivery.body, mapped, intake.mapping === null ? {} : intake).map(
    ({ paths, ...item }) => ({
      ...item,
      origins: paths.slice(0, 5).map((path) => ({ path, deliveryId })),
    }),
  );
  const object = { connectorId, objectKey: mapped.objectKey };
  const group = (intake.mapping !== null && intake.group?.(delivery.body, parameters)) || null;
  const current = (intake.mapping !== null && intake.current) || [];
  const fields = fieldsOf(incoming);
  return takeIn({ ctx, input: { object, event, group, guard, fields, current, observables, facts } });
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

const SAID = {
  opened: 'Opened the case',
  updated: 'Updated the case',
  reopened: 'Reopened the case',
  noted: 'Noted the event on the case',
  collected: 'Collected the event in the storm’s case',
} as const;

/** The workflow's summary for the timeline. */
export function summaryOf(did: keyof typeof SAID, from: string, changes: string[]): string {
  return `${SAID[did]} from ${from}${changes.length > 0 ? `: ${changes.join(', ')}` : ''}.`;
}
