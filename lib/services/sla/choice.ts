import { z } from 'zod';
import { MomentText } from '../../domain/moment.ts';
import { Severity } from '../../domain/severity.ts';
import {
  ALWAYS,
  calendarAt,
  calendarOf,
  type PolicyBook,
  type PolicyFacts,
  type PolicyVersion,
  rankedPolicies,
  targetOf,
} from '../../domain/sla/index.ts';
import type { PolicyChoiceView } from '../../domain/views/sla.ts';
import { authorize, type Ctx, parse } from '../kernel/index.ts';
import { policyBook } from './book.ts';

/** What a case would be: what policies are chosen by. `at` looks at a version that is planned. */
export const ChoiceQuery = z.strictObject({
  severity: Severity,
  category: z.string().min(1).max(64).default('Other'),
  source: z.string().min(1).max(64).default('manual'),
  vip: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
  at: MomentText.optional(),
});

/** Which policy a case of this kind gets that opens now, or at a later moment, and why not another. */
export async function choosePolicyFor({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<PolicyChoiceView> {
  authorize(ctx.actor, 'sla.read');
  const { at, ...facts } = parse(ChoiceQuery, input);
  return choiceView(await policyBook(ctx.db), facts, at ? new Date(at) : ctx.now);
}

/** The choice for a case at a moment. */
export function choiceView(book: PolicyBook, facts: PolicyFacts, at: Date): PolicyChoiceView {
  const [policy, ...outranked] = rankedPolicies(book, facts, at);
  const version = policy ? calendarAt(book, policy.calendar, at) : null;
  const calendar = version ? calendarOf(version) : ALWAYS;
  const [acknowledgeSeconds, resolveSeconds] = (['acknowledge', 'resolve'] as const).map((metric) =>
    policy ? targetOf(policy, metric, facts.vip) : 0,
  ) as [number, number];
  const due = (seconds: number) => (seconds > 0 ? calendar.add(at, seconds).toISOString() : null);
  return {
    policy: policy ? refTo(policy) : null,
    acknowledgeSeconds,
    resolveSeconds,
    calendar: version && { id: version.calendarId, name: version.name },
    acknowledgeDueAt: due(acknowledgeSeconds),
    resolveDueAt: due(resolveSeconds),
    outranked: outranked.map(refTo),
  };
}

const refTo = ({ policyId, name, version }: PolicyVersion) => ({ id: policyId, name, version });
