import { setTimeout } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { ConnectorError } from '../connectors/http/error.ts';
import { type Observable, observables } from '../db/schema/index.ts';
import type { SourceSaid } from '../domain/enrichment/check.ts';
import { enrichmentOf, type Lookup } from '../domain/enrichment/lookup.ts';
import { type OutboundDecision, outboundOf } from '../domain/enrichment/outbound.ts';
import { type EnrichmentSource, SOURCES } from '../domain/enrichment/sources.ts';
import { type SourceTerms, termsOf } from '../domain/enrichment/terms.ts';
import { cut } from '../domain/text.ts';
import { readCredentials } from '../services/connectors/read-credentials.ts';
import { recordCall } from '../services/connectors/record-call.ts';
import { type Claim, claimLookup, releaseLookup } from '../services/enrichments/claim-lookup.ts';
import { recordEnrichment } from '../services/enrichments/record.ts';
import type { Ctx } from '../services/kernel/index.ts';
import { type OpenSource, openSource } from './enrichment-source.ts';

export interface AskInput {
  source: EnrichmentSource;
  observableId: string;
  /** The marking of the case it is asked for. */
  tlp: string | null;
  /** The step that asks: unlike any other, and the same when it is done again. */
  holder: string;
  allowedNetworks: readonly string[];
}

type Asked = Extract<OutboundDecision, { ask: true }>;

/** A claim outlives the call by so much: two tries, and the time to write the answer down. */
const SLACK_SECONDS = 5;
const LOOK_AGAIN_MS = 200;
/** How long a source is left alone that says "too many" without saying for how long. */
const PAUSE_MS = 60_000;
const SECOND_TRY_MS = 500;
const LONGEST_NOTE = 400;

/**
 * Asks one source about one observable, or takes the answer that is still good, and records what came of it. A source that is down, slow
 * or limited is an answer too: nothing of a vendor is thrown. Its connector keeps when it was called and what went wrong.
 */
export async function askSource({ ctx, input }: { ctx: Ctx; input: AskInput }): Promise<SourceSaid> {
  const { source, observableId } = input;
  const [observable] = await ctx.db.select().from(observables).where(eq(observables.id, observableId));
  const credentials = await readCredentials(ctx.db, source);
  const open = credentials.enabled ? openSource(source, credentials, input.allowedNetworks) : null;
  if (!observable || !open) return { source, state: 'off', note: `${SOURCES[source].title} is switched off.` };
  const terms = termsOf(source, credentials.settings);
  const may = outboundOf(source, factsOf(observable, input), open.policy);
  if (!may.ask) return { source, state: 'off', note: may.reason };
  const claim = await claimed(ctx, input, terms);
  if (claim.do === 'use')
    return claim.verdict === null
      ? { source, state: claim.state }
      : { source, state: claim.state, verdict: claim.verdict };
  if (claim.do === 'ask') return ask(ctx, input, { open, terms, may });
  return note(ctx, input, { state: 'limited', note: whyLeft(source, claim) });
}

const factsOf = ({ type, value, allowListed }: Observable, { tlp }: AskInput) => ({
  type,
  value,
  tlp,
  own: allowListed,
});

/** Waits while another asks the same: his answer is ours. */
async function claimed(ctx: Ctx, input: AskInput, { dailyBudget, timeoutSeconds }: SourceTerms) {
  const { source, observableId, holder } = input;
  const wanted = { source, observableId, holder, dailyBudget, leaseSeconds: 2 * timeoutSeconds + SLACK_SECONDS };
  for (;;) {
    const claim = await claimLookup({ ctx: { db: ctx.db, now: new Date() }, input: wanted });
    if (claim.do !== 'wait') return claim;
    await setTimeout(LOOK_AGAIN_MS);
  }
}

interface Opened {
  open: OpenSource;
  terms: SourceTerms;
  may: Asked;
}

async function ask(ctx: Ctx, input: AskInput, { open, terms, may }: Opened): Promise<SourceSaid> {
  const { source } = input;
  let pausedUntil: Date | undefined;
  try {
    const lookup = await lookUp(open, may);
    const at = new Date();
    await recordCall(ctx.db, { id: source, at, error: null });
    return await keep(ctx, input, { ...lookup, ttlSeconds: terms.ttlSeconds[lookup.state] }, { at, may });
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const limited = error.class === 'rate_limited';
    if (limited) pausedUntil = new Date(Date.now() + (error.retryAfterMs ?? PAUSE_MS));
    await recordCall(ctx.db, { id: source, at: new Date(), error: error.message });
    return await note(ctx, input, { state: limited ? 'limited' : 'failed', note: error.message });
  } finally {
    await releaseLookup({ ctx: { db: ctx.db, now: new Date() }, input: { ...input, pausedUntil } });
  }
}

/** A call that was lost on the way is made once more: most such failures are over at once. */
async function lookUp({ lookUp: call }: OpenSource, { indicator }: Asked): Promise<Lookup> {
  try {
    return await call(indicator);
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.class !== 'transient') throw error;
    await setTimeout(SECOND_TRY_MS);
    return call(indicator);
  }
}

async function keep(
  ctx: Ctx,
  { source, observableId }: AskInput,
  lookup: Lookup,
  { at, may }: { at: Date; may: Asked },
): Promise<SourceSaid> {
  const shortened = may.shortened ? { note: 'Asked without the part that stays in the house.' } : {};
  await recordEnrichment({ ctx, input: { observableId, ...enrichmentOf(source, lookup, at), ...shortened } });
  return lookup.state === 'answered'
    ? { source, state: lookup.state, verdict: lookup.verdict }
    : { source, state: lookup.state };
}

/** A try that brought no answer, kept beside the last one. */
async function note(
  ctx: Ctx,
  { source, observableId }: AskInput,
  tried: { state: 'failed' | 'limited'; note: string },
): Promise<SourceSaid> {
  const said = { ...tried, note: cut(tried.note, LONGEST_NOTE) };
  await recordEnrichment({ ctx, input: { observableId, source, at: new Date(), ttlSeconds: 0, ...said } });
  return { source, ...said };
}

function whyLeft(source: EnrichmentSource, { reason, until }: Extract<Claim, { do: 'leave' }>): string {
  const title = SOURCES[source].title;
  const when = until.toISOString();
  return reason === 'budget'
    ? `The lookups of today are used up for ${title}; there are new ones at ${when}.`
    : `${title} lets us ask no more until ${when}.`;
}
