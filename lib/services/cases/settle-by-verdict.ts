import type { Case } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { isOpen } from '../../domain/case-state.ts';
import { findingsOf } from '../../domain/findings.ts';
import { defang } from '../../domain/observables/defang.ts';
import type { ObservableVerdict } from '../../domain/observables/types.ts';
import { rankOf, type Severity } from '../../domain/severity.ts';
import { cut } from '../../domain/text.ts';
import { type AutoCloseDecision, type AutoCloseParameters, decideAutoClose } from '../../domain/verdict/auto-close.ts';
import { type Outcome, outcomeOf, raisedTo } from '../../domain/verdict/outcome.ts';
import type { CaseWeight } from '../../domain/verdict/weigh-case.ts';
import { authorize, type Ctx, emit, type TxCtx, transact, writeTimeline } from '../kernel/index.ts';
import { tell } from '../notices/tell.ts';
import { type CaseEvidence, evidenceOf, FOR_MALICE } from './evidence.ts';
import { lockCase } from './fetch.ts';
import { saveCase, touchCase } from './save.ts';
import { refreshLeadTimer } from './timers.ts';
import { moveCase } from './transition.ts';
import { tell as tellEdit } from './update.ts';

/** The tag of what was closed without a person and is to be looked at by one. */
export const REVIEW_TAG = 'auto-close-review';

export interface SettleInput {
  key: string;
  /** Only the first look at a case may close it. */
  pass: 'first' | 'later';
  autoClose: AutoCloseParameters;
  /** A case with a malicious observable is at least so severe. */
  maliciousSeverity: Severity;
  /** Which sources spoke, one sentence. */
  spoke: string;
}

export interface Settled {
  /** `left`: the case had ended before. */
  outcome: Outcome | 'left';
  verdict: ObservableVerdict;
  /** What was found and done, for people. */
  summary: string;
  /** Why a benign case was not closed. */
  refusals: string[];
  review: boolean;
}

/**
 * Does what the verdict on a case asks for, by its evidence as it stands now: resolves it, raises it and moves it to In progress, or
 * says what was found. All of it is one transaction that holds the case, so that nobody takes it or adds to it between the look and
 * the act. The findings go on the timeline, each source with its page.
 */
export async function settleByVerdict({ ctx, input }: { ctx: Ctx; input: SettleInput }): Promise<Settled> {
  authorize(ctx.actor, 'case.transition');
  return transact(ctx, 'cases.settle-by-verdict', async (tx): Promise<Settled> => {
    const before = await lockCase(tx, input.key, 'case.transition');
    const left = { outcome: 'left', verdict: 'unknown', review: false } as const;
    if (!isOpen(before.stage)) return { ...left, refusals: [], summary: `The case is ${before.state}.` };
    const evidence = await evidenceOf(tx, before);
    const { verdict } = evidence.weight;
    const decision = decideAutoClose(factsOf(before, evidence, input.pass), input.autoClose);
    const outcome = outcomeOf({ verdict, decision, pass: input.pass, escalated: evidence.escalated });
    const did = await DO[outcome](tx, before, { evidence, decision, input });
    const summary = `${reasonOf(evidence.weight)} ${did} ${input.spoke}`;
    await leaveSummary(tx, before, { summary, outcome, evidence });
    await refreshLeadTimer(tx, before.id);
    return {
      outcome,
      verdict,
      summary,
      refusals: verdict === 'benign' && !decision.close ? decision.refusals.map(({ reason }) => reason) : [],
      review: decision.close && decision.review,
    };
  });
}

const factsOf = (of: Case, { weight, ...evidence }: CaseEvidence, pass: SettleInput['pass']) => ({
  ...evidence,
  caseKey: keyOf(of.number),
  severity: of.severity,
  vip: of.vip ? ('yes' as const) : of.vipUnknown ? ('unknown' as const) : ('no' as const),
  openedByPerson: of.createdBy.kind === 'user',
  verdict: weight.verdict,
  fromKnownNetworks: weight.fromKnownNetworks,
  pass,
});

interface Work {
  evidence: CaseEvidence;
  decision: AutoCloseDecision;
  input: SettleInput;
}

/** What is done for each outcome; answers the sentence that says so. */
const DO: Record<Outcome, (ctx: TxCtx, before: Case, work: Work) => Promise<string>> = {
  async resolve(ctx, before, { evidence, decision }) {
    const review = decision.close && decision.review;
    const tags = review ? [...new Set([...before.tags, REVIEW_TAG])] : before.tags;
    const { after, diff } = await saveCase(ctx, before, { tags }, 'case.update');
    await tellEdit(ctx, after, diff);
    const summary = `${reasonOf(evidence.weight)}\n\n${findingsOf(evidence.observables)}`;
    await moveCase(ctx, after, { state: 'resolved', verdict: 'benign_positive', summary: cut(summary, 20_000) });
    if (review) await askForReview(ctx, after);
    return review ? 'Resolved as benign positive, and chosen for review.' : 'Resolved as benign positive.';
  },

  async escalate(ctx, before, { input }) {
    const severity = raisedTo(before.severity, input.maliciousSeverity);
    const change = { severity, severityRank: rankOf(severity) };
    const { after, diff } = await saveCase(ctx, before, change, 'case.update');
    await tellEdit(ctx, after, diff);
    const raised = severity === before.severity ? '' : `Raised the severity from ${before.severity} to ${severity}. `;
    if (after.stage !== 'new') return `${raised}Somebody works it already.`;
    await moveCase(ctx, after, { state: 'in_progress', reason: 'One of its observables is malicious' });
    return `${raised}Moved to In progress.`;
  },

  async route(_ctx, _before, { evidence, decision }) {
    if (evidence.weight.verdict !== 'benign' || decision.close) return 'It needs a person.';
    return `Not closed: ${decision.refusals.map(({ reason }) => reason).join(' ')}`;
  },

  async note() {
    return 'Noted.';
  },
};

async function askForReview(ctx: TxCtx, { id, number, severity, title }: Case): Promise<void> {
  await tell(ctx, {
    kind: 'system',
    cause: `auto-close-review/${id}`,
    caseId: id,
    to: 'leads',
    severity,
    title: `${keyOf(number)} was closed without a person and chosen for review: ${title}`,
    body: 'Reopen it where you would have decided otherwise.',
  });
}

const MOST_NAMED = 3;
const LONGEST_NAME = 80;

/** “Malicious: 203.0.113[.]77 by VirusTotal and OTX.” */
function reasonOf({ verdict, deciding }: CaseWeight): string {
  const word = `${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}`;
  if (deciding.length === 0) return 'Nothing of the case is implicated that a source could be asked about.';
  const named = deciding.slice(0, MOST_NAMED).map(({ type, value, weighed }) => {
    const name = cut(defang(type, value), LONGEST_NAME);
    return weighed.ground === 'known_network' ? `${name} (our network ${weighed.knownNetwork!.name})` : name;
  });
  const rest = deciding.length - named.length;
  return `${word}: ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`;
}

async function leaveSummary(
  ctx: TxCtx,
  of: Case,
  { summary, outcome, evidence }: { summary: string; outcome: Outcome; evidence: CaseEvidence },
): Promise<void> {
  await touchCase(ctx, of);
  const body = findingsOf(evidence.observables);
  await writeTimeline(ctx, {
    caseId: of.id,
    kind: 'summary',
    summary,
    detail: {
      outcome,
      verdict: evidence.weight.verdict,
      ...(body && { body }),
      ...(outcome === 'escalate' && { for: FOR_MALICE }),
    },
  });
  const said = { key: keyOf(of.number), previous: {}, current: {}, actor: refOf(ctx.actor) };
  await emit(ctx, 'case/updated', said, { caseId: of.id });
}
