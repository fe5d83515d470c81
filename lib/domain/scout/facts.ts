import { z } from 'zod';
import { Fact } from '../grounding.ts';

/** What a fact says of the case by itself. */
export const SPEAKS = ['malicious', 'suspicious', 'benign', 'nothing'] as const;
export type Speaks = (typeof SPEAKS)[number];

/** Where a fact can be looked up on the case's page. */
export const FACT_KINDS = ['case', 'observable', 'similar', 'device', 'command', 'technique', 'runbook'] as const;

/** One thing that is known of a case, with who said it. Its id is `observable.0197…`, `similar.1`, `case.verdict`. */
export const ScoutFact = Fact.extend({
  speaks: z.enum(SPEAKS),
  about: z.strictObject({ kind: z.enum(FACT_KINDS), id: z.string().max(300) }),
});
export type ScoutFact = z.infer<typeof ScoutFact>;

/** A case is about some things, not about all: the first of each tool are looked at. */
export const MOST_FACTS = 120;
