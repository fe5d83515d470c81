import { z } from 'zod';
import { MemberRef, Moment } from './common.ts';

/** What the cases of a list are counted by. */
export const FACETS = [
  'severity',
  'state',
  'stage',
  'assignee',
  'source',
  'category',
  'store',
  'tag',
  'vip',
  'verdict',
  'sla',
] as const;
export type FacetName = (typeof FACETS)[number];

/** One filter's values with how many cases each would leave, the most first. */
export const Facet = z.object({
  values: z.array(z.object({ value: z.string(), count: z.number().int() })),
  /** There are more cases than were counted: each count is the least that it can be. */
  capped: z.boolean(),
});
export type Facet = z.infer<typeof Facet>;

export const CaseFacets = z.record(z.enum(FACETS), Facet);
export type CaseFacets = z.infer<typeof CaseFacets>;

/** A saved view of the list of cases. */
export const SavedView = z.object({
  id: z.string(),
  name: z.string(),
  shared: z.boolean(),
  /** Null: an API key made it. */
  owner: MemberRef.nullable(),
  /** It may be changed by who asks. */
  mine: z.boolean(),
  /** The list's query, as it stands in an address. */
  query: z.string(),
  /** How many cases it shows to who asks; null where its filters say nothing any more (a member who is gone). */
  count: z.object({ value: z.number().int(), capped: z.boolean() }).nullable(),
  updatedAt: Moment,
});
export type SavedView = z.infer<typeof SavedView>;
