import { z } from 'zod';
import {
  CONFLICT_FIELDS,
  DEVICE_ANSWER_STATES,
  DEVICE_FIELDS,
  DEVICE_SOURCES,
  type DeviceField,
  JOINS,
} from '../device.ts';
import { Sentence } from '../grounding.ts';
import { OBSERVABLE_TYPES } from '../observables/types.ts';
import { AiWhy } from './ai-output.ts';
import { Moment } from './common.ts';

const Source = z.enum(DEVICE_SOURCES);
const Field = z.enum(DEVICE_FIELDS as [DeviceField, ...DeviceField[]]);
const ConflictOf = z.enum(CONFLICT_FIELDS);
const Value = z.union([z.string(), z.number(), z.boolean()]);
const Attributed = z.object({ value: Value, source: Source, at: Moment });
const Listed = z.array(z.object({ value: z.string(), sources: z.array(Source) }));

/** A device as all that know it say together. */
const MergedView = z.object({
  joinedBy: z.enum(JOINS),
  sources: z.array(Source),
  /** By field; one that nobody knows is absent. `why`: why this source is believed. */
  fields: z.partialRecord(Field, z.object({ ...Attributed.shape, why: z.string() })),
  lists: z.object({ names: Listed, serials: Listed, macs: Listed, addresses: Listed, labels: Listed }),
  conflicts: z.array(z.object({ field: ConflictOf, said: z.array(Attributed) })),
});

/** Another device of the name, and why it is not the one. */
const CandidateView = z.object({
  /** Who knows it, each by its own id. */
  known: z.array(z.object({ source: Source, id: z.string() })),
  name: z.string(),
  serial: z.string().nullable(),
  owner: z.string().nullable(),
  lastSeen: Moment.nullable(),
  why: z.enum(['retired', 'stale', 'ambiguous']),
});
export type CandidateView = z.infer<typeof CandidateView>;

const DeviceSourceView = z.object({
  source: Source,
  /** Null: it was not asked yet. */
  state: z.enum(DEVICE_ANSWER_STATES).nullable(),
  triedAt: Moment.nullable(),
  /** Of the answer that is shown; older than the last try where that brought none. */
  answeredAt: Moment.nullable(),
  note: z.string(),
  /** As the source answered; only of one device, and only for who may read bodies. */
  raw: z.unknown().optional(),
});
export type DeviceSourceView = z.infer<typeof DeviceSourceView>;

const SummaryView = z.object({
  at: Moment,
  by: z.enum(['model', 'rules']),
  why: AiWhy,
  /** Each with the ids of the facts that it came from. */
  sentences: z.array(Sentence),
  facts: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      value: z.string(),
      source: z.string().nullable(),
      at: Moment.nullable(),
    }),
  ),
});

/** What is known of the device that an observable names. */
export const DeviceView = z.object({
  observable: z.object({ id: z.string(), type: z.enum(OBSERVABLE_TYPES), value: z.string() }),
  /** Null: nobody knows it, it was not asked about, or several have the name. */
  device: MergedView.nullable(),
  ambiguous: z.boolean(),
  candidates: z.array(CandidateView),
  sources: z.array(DeviceSourceView),
  /** The store whose network holds an address of it. */
  store: z.object({ key: z.string(), name: z.string(), address: z.string(), network: z.string() }).nullable(),
  summary: SummaryView.nullable(),
});
export type DeviceView = z.infer<typeof DeviceView>;

/** The devices of a case; `more`: it has others, which are shown on their own pages. */
export const CaseDevicesView = z.object({ items: z.array(DeviceView), more: z.boolean() });
export type CaseDevicesView = z.infer<typeof CaseDevicesView>;
