import { and, eq, inArray } from 'drizzle-orm';
import { newId } from '../../db/id.ts';
import { aiOutputs, type Case, scoutWorks } from '../../db/schema/index.ts';
import { refOf, runIdOfActor } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { commentOf, conclusionOf } from '../../domain/scout/comment.ts';
import { Investigation } from '../../domain/scout/investigation.ts';
import { mayAct, type ScoutAct, type ScoutParameters } from '../../domain/scout/parameters.ts';
import { isPhaseDone, provenTasks } from '../../domain/scout/proofs.ts';
import { standingOf } from '../../domain/scout/standing.ts';
import type { ActDone, ScoutOutcome } from '../../domain/scout/work.ts';
import { cut } from '../../domain/text.ts';
import { settingsOf } from '../automations/settings-of.ts';
import { familyOf } from '../cases/family.ts';
import { lockCase } from '../cases/fetch.ts';
import { touchCase } from '../cases/save.ts';
import { refreshLeadTimer } from '../cases/timers.ts';
import { notFound } from '../errors.ts';
import { authorize, type Ctx, emit, jsonbSafe, type TxCtx, transact, writeTimeline } from '../kernel/index.ts';
import { type Acted, advance, comment, doTask, enriched, resolve, tag } from './acts.ts';
import { decide, isMalice } from './decide.ts';
import { type Gathered, gather, readerOf } from './gather.ts';
import { giveToPerson } from './hand-over.ts';
import { whyNotScouts } from './held.ts';
import { readRunbook } from './tools/read-runbook.ts';

export interface SettleScout {
  key: string;
  /** The kept output of the investigation. */
  outputId: string;
  /** How many observables the sources were asked about. */
  asked: number;
}

export type ScoutSettled =
  | { outcome: ScoutOutcome; summary: string; refusals: string[]; acts: ScoutAct[] }
  /** The case was taken meanwhile, or Scout was switched off: nothing was done. */
  | { outcome: 'stopped'; summary: string };

const LONGEST_RESOLUTION = 20_000;

/**
 * Does what an investigation leads to, within the policy: comments, tags, fills tasks, advances the phase, resolves what is benign by the
 * rules and hands over everything else. All of it is one transaction that holds the case, and what decides is read anew in it, the policy too: neither
 * the investigation nor any text allows anything. Errors: `not_found`.
 */
export async function settleByScout({ ctx, input }: { ctx: Ctx; input: SettleScout }): Promise<ScoutSettled> {
  authorize(ctx.actor, 'case.transition');
  return transact(ctx, 'scout.settle', async (tx): Promise<ScoutSettled> => {
    const before = await lockCase(tx, input.key, 'case.transition');
    const stopped = await whyNotScouts(tx.tx, before);
    if (stopped) return { outcome: 'stopped', summary: stopped };
    const { parameters } = await settingsOf(tx.tx, 'scout');
    const gathered = await gather(tx, before);
    return settle(tx, before, await findingOf(tx, before, input, gathered), gathered, parameters);
  });
}

/** What was found, as far as it still stands. */
interface Finding {
  investigation: Investigation;
  by: 'model' | 'rules';
  outputId: string;
  /** A text that was read gives orders. */
  ordered: boolean;
  /** How many observables the sources were asked about. */
  asked: number;
}

async function findingOf(
  { tx }: TxCtx,
  of: Case,
  { outputId, asked }: SettleScout,
  { facts }: Gathered,
): Promise<Finding> {
  const [kept] = await tx
    .select({ output: aiOutputs.output, model: aiOutputs.model, flags: aiOutputs.flags })
    .from(aiOutputs)
    .where(
      and(
        ...[eq(aiOutputs.id, outputId), eq(aiOutputs.task, 'investigate')],
        inArray(aiOutputs.caseId, await familyOf(tx, of.id)),
      ),
    );
  if (!kept) throw notFound(`The investigation ${outputId}`);
  const { investigation, anew } = jsonbSafe(standingOf(Investigation.parse(kept.output), facts));
  const by = kept.model === null || anew ? 'rules' : 'model';
  return { investigation, by, outputId, ordered: kept.flags.length > 0, asked };
}

async function settle(
  ctx: TxCtx,
  before: Case,
  said: Finding,
  gathered: Gathered,
  policy: ScoutParameters,
): Promise<ScoutSettled> {
  const found = { verdict: said.investigation.verdict, ordered: said.ordered };
  const decision = await decide(ctx, before, gathered, found, policy);
  const finding = decision.may ? withoutItsOwnStep(said) : said;
  const { investigation } = finding;
  const refusals = decision.may ? [] : decision.refused.map(({ reason }) => reason);
  // What is not benign at all needs no list of why it was not resolved as benign.
  const told = investigation.verdict === 'benign' ? refusals : [];
  const body = commentOf(investigation, { by: finding.by, refusals: told });

  const acts: ActDone[] = finding.asked > 0 ? [enriched(finding.asked)] : [];
  let current = before;
  const act = async (name: ScoutAct, work: () => Promise<Acted | null>) => {
    const acted = mayAct(name, policy).may ? await work() : null;
    if (!acted) return;
    acts.push(acted.done);
    current = acted.after;
  };
  await act('comment', () => comment(ctx, current, body));
  await act('tag', () => tag(ctx, current, investigation.verdict));
  const runbook = await readRunbook(readerOf(ctx), current);
  const { seen, devices } = gathered;
  const known = { seen, devices: devices.items, moreDevices: devices.more };
  const proven = mayAct('task', policy).may ? provenTasks(runbook, known) : [];
  for (const task of proven) await act('task', () => doTask(ctx, current, task));
  if (isPhaseDone(runbook, proven)) await act('advance', () => advance(ctx, current));

  const ended = decision.may
    ? await end(ctx, current, { acts, summary: conclusionOf(investigation, finding) })
    : await giveAway(ctx, current, { investigation, policy, malice: isMalice(gathered, found) });
  await keep(ctx, before, { finding, facts: gathered.facts, acts, refusals: told, ...ended });
  await refreshLeadTimer(ctx, before.id);
  return { ...ended, refusals: told, acts: acts.map((one) => one.act) };
}

/** What Scout is about to do itself is not proposed to anybody. */
const withoutItsOwnStep = (finding: Finding): Finding => ({
  ...finding,
  investigation: {
    ...finding.investigation,
    nextSteps: finding.investigation.nextSteps.filter(({ step }) => step !== 'close_as_benign'),
  },
});

interface Ended {
  outcome: ScoutOutcome;
  summary: string;
}

async function end(ctx: TxCtx, current: Case, { acts, summary }: { acts: ActDone[]; summary: string }): Promise<Ended> {
  const { done } = await resolve(ctx, current, cut(summary, LONGEST_RESOLUTION));
  acts.push(done);
  return { outcome: 'resolved', summary: 'Benign by positive evidence: resolved as benign positive.' };
}

async function giveAway(
  ctx: TxCtx,
  current: Case,
  { policy, investigation, malice }: { policy: ScoutParameters; investigation: Investigation; malice: boolean },
): Promise<Ended> {
  const { verdict, confidence } = investigation;
  const found = `Found it ${verdict}, with ${confidence} confidence.`;
  const why = malice ? 'Scout found malice.' : 'Scout hands it over.';
  const { summary } = await giveToPerson(ctx, current, { tier: malice ? policy.tierOfMalice : policy.tier, why });
  return { outcome: 'handed_over', summary: `${found} Handed over: ${summary}` };
}

async function keep(
  ctx: TxCtx,
  of: Case,
  {
    finding: { investigation, by, outputId },
    facts,
    ...work
  }: Ended & { finding: Finding; facts: Gathered['facts']; acts: ActDone[]; refusals: string[] },
): Promise<void> {
  const id = newId();
  await ctx.tx.insert(scoutWorks).values({
    ...{ id, caseId: of.id, category: of.category, severity: of.severity, endedAt: ctx.now, outputId },
    ...{ runId: runIdOfActor(ctx.actor), by, verdict: investigation.verdict, investigation },
    ...{ facts: jsonbSafe(facts), ...work },
  });
  await touchCase(ctx, of);
  const detail = { scoutWork: id, aiOutput: outputId, verdict: investigation.verdict };
  await writeTimeline(ctx, { caseId: of.id, kind: 'summary', summary: work.summary, detail });
  const said = { key: keyOf(of.number), previous: {}, current: {}, actor: refOf(ctx.actor) };
  await emit(ctx, 'case/updated', said, { caseId: of.id });
}
