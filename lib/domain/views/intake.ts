import { z } from 'zod';
import { Moment } from './common.ts';

export const DeliveryOutcome = z.enum(['accepted', 'duplicate', 'filtered', 'quarantined', 'refused']);

export const DeliveryListItem = z.object({
  id: z.string(),
  vendor: z.string(),
  /** `wiz`, or `generic/acme`. */
  connector: z.string(),
  receivedAt: Moment,
  outcome: DeliveryOutcome,
  reason: z.string().nullable(),
  objectKey: z.string().nullable(),
  bytes: z.number().int(),
  redeliveryOf: z.string().nullable(),
  cases: z.array(z.string()),
  runs: z.array(z.string()),
});
export type DeliveryListItem = z.infer<typeof DeliveryListItem>;

export const DeliveryView = z.object({
  ...DeliveryListItem.shape,
  /** The raw body; absent for who may not read it. */
  body: z.string().optional(),
  /** All that came in the same request, itself included, where each event is a delivery of its own; else empty. */
  batch: z.array(DeliveryListItem),
});
export type DeliveryView = z.infer<typeof DeliveryView>;

/** What was expected of a source against what came. */
export const SourceHealth = z.object({
  connector: z.string(),
  enabled: z.boolean(),
  lastSeenAt: Moment.nullable(),
  expectedEveryMinutes: z.number().nullable(),
  silent: z.boolean(),
  last24h: z.record(z.string(), z.number().int()),
});
export type SourceHealth = z.infer<typeof SourceHealth>;

/** What a body would do; nothing is written. */
export const DryRun = z.object({
  outcome: DeliveryOutcome,
  reason: z.string().nullable(),
  objectKey: z.string().nullable(),
  mapped: z.unknown().optional(),
  notes: z.array(z.string()),
  observables: z.array(z.object({ type: z.string(), value: z.string(), role: z.string(), path: z.string() })),
  /** `create CASE`, `update CASE-7`, `nothing`: one sentence. */
  effect: z.string(),
});
export type DryRun = z.infer<typeof DryRun>;

export const SecretView = z.object({
  name: z.string(),
  set: z.boolean(),
  setAt: Moment.nullable(),
  /** Until when the previous value is accepted too. */
  previousUntil: Moment.nullable(),
});

export const ConnectorView = z.object({
  id: z.string(),
  vendor: z.string(),
  title: z.string(),
  enabled: z.boolean(),
  baseUrl: z.string().nullable(),
  settings: z.record(z.string(), z.unknown()),
  credentials: z.array(SecretView),
  hookPath: z.string().nullable(),
  mapped: z.boolean(),
  /** Of a vendor that asks our hook to prove itself: when it last did, and whether events came with the right secret. */
  hookVerifiedAt: Moment.nullable(),
  /** Of a vendor whose log we read beside its hook. */
  log: z
    .object({
      /** The last reading that succeeded. */
      readAt: Moment.nullable(),
      /** When it last held an event that the hook had not brought. */
      caughtAt: Moment.nullable(),
      everySeconds: z.number().int(),
      /** Why the last try failed. */
      problem: z.string().nullable(),
    })
    .nullable(),
  /** When the vendor was called last, and what went wrong with it (null: nothing). Null: it was never called. */
  lastCall: z.object({ at: Moment, problem: z.string().nullable() }).nullable(),
  /** Of a source that is asked about observables: how much more it may be asked. */
  lookups: z
    .object({
      /** Since midnight (UTC), against the budget of a day (null: no limit). */
      today: z.number().int(),
      dailyBudget: z.number().int().nullable(),
      /** Until when the source lets us ask no more; null: it does. */
      pausedUntil: Moment.nullable(),
    })
    .nullable(),
  /** Of the AI model: what of its budget is used today (UTC); null: no limit. */
  ai: z
    .object({
      calls: z.number().int(),
      tokens: z.number().int(),
      dailyCalls: z.number().int().nullable(),
      dailyTokens: z.number().int().nullable(),
      pausedUntil: Moment.nullable(),
    })
    .nullable(),
  lastTest: z.object({ at: Moment, ok: z.boolean(), message: z.string() }).nullable(),
  health: SourceHealth,
});
export type ConnectorView = z.infer<typeof ConnectorView>;

export const ConnectorTest = z.object({ ok: z.boolean(), message: z.string(), milliseconds: z.number().int() });
export type ConnectorTest = z.infer<typeof ConnectorTest>;

export const MappingView = z.object({
  id: z.string(),
  connector: z.string(),
  expression: z.string(),
  note: z.string(),
  active: z.boolean(),
  shipped: z.boolean(),
  createdBy: z.string(),
  createdAt: Moment.nullable(),
});
export type MappingView = z.infer<typeof MappingView>;

export const MappingPreview = z.object({
  ok: z.boolean(),
  reason: z.string().nullable(),
  mapped: z.unknown().optional(),
  notes: z.array(z.string()),
  milliseconds: z.number(),
});
export type MappingPreview = z.infer<typeof MappingPreview>;
