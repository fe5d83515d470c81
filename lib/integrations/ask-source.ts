import { setTimeout } from 'node:timers/promises';
import { inArray } from 'drizzle-orm';
import { ConnectorError } from '../connectors/http/error.ts';
import { type Observable, observables } from '../db/schema/index.ts';
import type { SourceSaid } from '../domain/enrichment/check.ts';
import { enrichmentOf, type Lookup } from '../domain/enrichment/lookup.ts';
import { type OutboundDecision, outboundOf } from '../domain/enrichment/outbound.ts';
import { type EnrichmentSource, SOURCES } from '../domain/enrichment/sources.ts';
import { type SourceTerms, termsOf } from '../domain/enrichment/terms.ts';
import { cut } from '../domain/text.ts';
import { ownAmong } from '../services/cases/own-among.ts';
import { readCredentials } from '../services/connectors/read-credentials.ts';
import { recordCall } from '../services/connectors/record-call.ts';
import { type Claim, claimLookups, releaseLookups } from '../services/enrichments/claim-lookups.ts';
import { recordEnrichments } from '../services/enrichments/record.ts';
import type { Ctx } from '../services/kernel/index.ts';
import { type OpenSource, openSource } from './enrichment-source.ts';

export interface AskInput {
  source: EnrichmentSource;
  /** So many are asked about at the same time: at most {@link AT_ONCE}. */
  observableIds: readonly string[];
  /** The case it is asked for: what is ours to it is not asked about. Null: for none. */
  caseKey: string | null;
  /** The marking of that case. */
  tlp: string | null;
  /** The step that asks: unlike any other, and the same when it is done again. */
  holder: string;
  /** Why the source is asked nothing now; what is known and still good is taken all the same. */
  givenUp?: string | null;
  allowedNetworks: readonly string[];
}

export interface Asked {
  observableId: string;
  said: SourceSaid;
}

/** How many lookups of one source are under way at once. */
export const AT_ONCE = 20;
/** A claim outlives the call by so much: two tries, and the time to write the answers down. */
const SLACK_SECONDS = 5;
const LOOK_AGAIN_MS = 200;
/** How long a source is left alone that says "too many" without saying for how long. */
const PAUSE_MS = 60_000;
const SECOND_TRY_MS = 500;
const LONGEST_NOTE = 400;

/**
 * Asks one source about observables, or takes the answers that are still good, and records what came of it. A source that is down, slow
 * or limited is an answer too: nothing of a vendor is thrown. Its connector keeps when it was called and what went wrong. Answers in the order of
 * the ids, each once.
 */
export async function askSource({ ctx, input }: { ctx: Ctx; input: AskInput }): Promise<Asked[]> {
  const { source } = input;
  const observableIds = [...new Set(input.observableIds)];
  const rows = await ctx.db.select().from(observables).where(inArray(observables.id, observableIds));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const credentials = await readCredentials(ctx.db, source);
  const open = credentials.enabled ? openSource(source, credentials, input.allowedNetworks) : null;
  const ours = await ownAmong({ ctx, input: { key: input.caseKey, observableIds } });
  const said = new Map<string, SourceSaid>();
  const wanted = new Map<string, Outbound>();
  for (const id of observableIds) {
    const observable = byId.get(id);
    const off = `${SOURCES[source].title} is switched off.`;
    if (!observable || !open) said.set(id, { source, state: 'off', note: off });
    else {
      const may = outboundOf(source, factsOf(observable, input, ours), open.policy);
      if (may.ask) wanted.set(id, may);
      else said.set(id, { source, state: 'off', note: may.reason });
    }
  }
  if (open) {
    const terms = termsOf(source, credentials.settings);
    for (const [id, one] of await askAll(ctx, input, { open, terms, wanted })) said.set(id, one);
  }
  return observableIds.map((observableId) => ({ observableId, said: said.get(observableId)! }));
}

const factsOf = ({ id, type, value, allowListed }: Observable, { tlp }: AskInput, ours: ReadonlySet<string>) => ({
  type,
  value,
  tlp,
  own: allowListed || ours.has(id),
});

type Outbound = Extract<OutboundDecision, { ask: true }>;

interface Opened {
  open: OpenSource;
  terms: SourceTerms;
  wanted: Map<string, Outbound>;
}

/** What others ask about at the same time is waited for last: their answers are ours. */
async function askAll(ctx: Ctx, input: AskInput, { open, terms, wanted }: Opened): Promise<Map<string, SourceSaid>> {
  const { source, holder, givenUp = null } = input;
  const said = new Map<string, SourceSaid>();
  const claimOf = {
    ...{ source, holder, leaseSeconds: 2 * terms.timeoutSeconds + SLACK_SECONDS },
    dailyBudget: givenUp === null ? terms.dailyBudget : 0,
  };
  for (let round = 0; said.size < wanted.size; round += 1) {
    if (round > 0) await setTimeout(LOOK_AGAIN_MS);
    const observableIds = [...wanted.keys()].filter((id) => !said.has(id));
    const claims = await claimLookups({
      ctx: { db: ctx.db, now: new Date() },
      input: { ...claimOf, observableIds },
    });
    const asked = observableIds.filter((id) => claims.get(id)!.do === 'ask');
    const tried = asked.length > 0 ? await lookUpAll(ctx, input, { open, wanted, asked }) : [];
    for (const [observableId, claim] of claims) {
      if (claim.do === 'use') said.set(observableId, saidOf(source, claim));
      else if (claim.do === 'leave' && givenUp !== null) tried.push({ observableId, state: 'failed', note: givenUp });
      else if (claim.do === 'leave') tried.push({ observableId, state: 'limited', note: whyLeft(source, claim) });
    }
    await keep(ctx, { source, terms, wanted, tried });
    for (const one of tried) said.set(one.observableId, saidOf(source, one));
    if (asked.length > 0)
      await releaseLookups({
        ctx: { db: ctx.db, now: new Date() },
        input: { source, holder, observableIds: asked, pausedUntil: pauseOf(tried) },
      });
  }
  return said;
}

/** What came of trying one. */
type Tried = { observableId: string } & (
  | { state: 'answered' | 'unknown'; lookup: Lookup; at: Date }
  | { state: 'failed' | 'limited'; note: string; pausedUntil?: Date }
);

/** Makes the calls, all of them at once, and keeps with the connector what came of them. */
async function lookUpAll(
  ctx: Ctx,
  { source, holder }: AskInput,
  { open, wanted, asked }: Pick<Opened, 'open' | 'wanted'> & { asked: readonly string[] },
): Promise<Tried[]> {
  const tries = await Promise.allSettled(
    asked.map(async (observableId): Promise<Tried> => {
      try {
        const lookup = await lookUp(open, wanted.get(observableId)!);
        return { observableId, state: lookup.state, lookup, at: new Date() };
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        if (error.class !== 'rate_limited') return { observableId, state: 'failed', note: error.message };
        const pausedUntil = new Date(Date.now() + (error.retryAfterMs ?? PAUSE_MS));
        return { observableId, state: 'limited', note: error.message, pausedUntil };
      }
    }),
  );
  const broken = tries.find((one) => one.status === 'rejected');
  if (broken) {
    const input = { source, holder, observableIds: asked };
    await releaseLookups({ ctx: { db: ctx.db, now: new Date() }, input });
    throw broken.reason;
  }
  const tried = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const wrong = tried.flatMap((one) => ('note' in one ? [one.note] : []));
  // What it does answer says that it can be reached.
  const error = wrong.length === tried.length ? wrong[0]! : null;
  await recordCall(ctx.db, { id: source, at: new Date(), error });
  return tried;
}

/** A call that was lost on the way is made once more: most such failures are over at once. */
async function lookUp({ lookUp: call }: OpenSource, { indicator }: Outbound): Promise<Lookup> {
  try {
    return await call(indicator);
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.class !== 'transient') throw error;
    await setTimeout(SECOND_TRY_MS);
    return call(indicator);
  }
}

/**
 * Records answers, and, beside the last ones, tries that brought none. Under no effect key: a step that is done again finds the answers of before
 * fresh, and what it had to try once more was tried twice.
 */
async function keep(
  { effect: _, ...ctx }: Ctx,
  {
    source,
    terms,
    wanted,
    tried,
  }: { source: EnrichmentSource; terms: SourceTerms; wanted: Map<string, Outbound>; tried: readonly Tried[] },
): Promise<void> {
  const now = new Date();
  const said = tried.map((one) => {
    const { observableId, state } = one;
    if ('note' in one) return { observableId, at: now, ttlSeconds: 0, state, note: cut(one.note, LONGEST_NOTE) };
    const lookup = { ...one.lookup, ttlSeconds: terms.ttlSeconds[one.state] };
    const { source: _source, ...answer } = enrichmentOf(source, lookup, one.at);
    const shortened = wanted.get(observableId)!.shortened
      ? { note: 'Asked without the part that stays in the house.' }
      : {};
    return { observableId, ...answer, ...shortened };
  });
  await recordEnrichments({ ctx, input: { source, said } });
}

type Told = Pick<Extract<Claim, { do: 'use' }>, 'state' | 'verdict'> | Tried;

function saidOf(source: EnrichmentSource, told: Told): SourceSaid {
  if ('note' in told) return { source, state: told.state, note: cut(told.note, LONGEST_NOTE) };
  const verdict = 'lookup' in told ? (told.lookup.state === 'answered' ? told.lookup.verdict : null) : told.verdict;
  return verdict === null ? { source, state: told.state } : { source, state: told.state, verdict };
}

/** The longest of the times for which it asks us to wait. */
function pauseOf(tried: readonly Tried[]): Date | undefined {
  const until = tried.flatMap((one) => ('pausedUntil' in one && one.pausedUntil ? [one.pausedUntil] : []));
  return until.length > 0 ? new Date(Math.max(...until.map((at) => at.getTime()))) : undefined;
}

function whyLeft(source: EnrichmentSource, { reason, until }: Extract<Claim, { do: 'leave' }>): string {
  const title = SOURCES[source].title;
  const when = until.toISOString();
  return reason === 'budget'
    ? `The lookups of today are used up for ${title}; there are new ones at ${when}.`
    : `${title} lets us ask no more until ${when}.`;
}
