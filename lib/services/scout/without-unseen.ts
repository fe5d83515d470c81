import { and, inArray } from 'drizzle-orm';
import { cases } from '../../db/schema/index.ts';
import { keyOf, numberOf } from '../../domain/case.ts';
import type { InvestigationView } from '../../domain/views/scout.ts';
import { type Ctx, visibleCases } from '../kernel/index.ts';

/** The investigations as the actor may see them: without facts about cases that are kept from him by now, and what rests on nothing else. */
export async function withoutUnseen(ctx: Ctx, views: readonly InvestigationView[]): Promise<InvestigationView[]> {
  const keys = [...new Set(views.flatMap(({ facts }) => facts.flatMap(({ about }) => neighbourOf(about) ?? [])))];
  const seen = await visibleOf(ctx, keys);
  return views.map((view) => {
    const facts = view.facts.filter(({ about }) => seen.has(neighbourOf(about) ?? ''));
    const ids = new Set(facts.map(({ id }) => id));
    const resting = <T extends { facts: string[] }>(items: readonly T[]) =>
      items
        .map((item) => ({ ...item, facts: item.facts.filter((id) => ids.has(id)) }))
        .filter((item) => item.facts.length > 0);
    const { evidence, nextSteps } = view.investigation;
    return {
      ...view,
      facts,
      investigation: { ...view.investigation, evidence: resting(evidence), nextSteps: resting(nextSteps) },
    };
  });
}

/** The key of the case that a fact is about; null for what belongs to the case itself. */
const neighbourOf = ({ kind, id }: InvestigationView['facts'][number]['about']) => (kind === 'similar' ? id : null);

async function visibleOf(ctx: Ctx, keys: readonly string[]): Promise<ReadonlySet<string>> {
  // What is about no other case is always seen.
  if (keys.length === 0) return new Set(['']);
  const numbers = keys.flatMap((key) => numberOf(key) ?? []);
  const rows = await ctx.db
    .select({ number: cases.number })
    .from(cases)
    .where(and(inArray(cases.number, numbers), visibleCases(ctx.actor)));
  return new Set(['', ...rows.map(({ number }) => keyOf(number))]);
}
