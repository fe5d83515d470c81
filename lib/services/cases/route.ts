import { and, desc, eq, sql } from 'drizzle-orm';
import { type Case, members, timeline } from '../../db/schema/index.ts';
import type { Tier } from '../../domain/member.ts';
import { pickAssignee, type Routing } from '../../domain/routing.ts';
import { type Ctx, type TxCtx, transact } from '../kernel/index.ts';
import { assignmentCandidates } from '../members/candidates.ts';
import { findScout } from '../members/scout.ts';
import { hasWorked } from '../scout/has-worked.ts';
import { scoutIsOn } from '../scout/is-on.ts';
import { giveCase, LEADS_QUEUE } from './assign.ts';
import { concernedMembers } from './concerned.ts';
import { lockCase } from './fetch.ts';
import { refreshLeadTimer } from './timers.ts';
import { moveCase } from './transition.ts';

export interface RouteInput {
  key: string;
  to: { tier: Tier } | 'scout';
  /** The severity went up: an owner of a lower tier hands over. */
  raised: boolean;
}

export interface Routed {
  assignee: string | null;
  reached: Routing['reached'] | 'scout' | 'kept';
  summary: string;
  considered: Routing['considered'];
}

/** Any number that nothing else in this database locks: one choice at a time, or two would both find the same analyst idle. */
export const ROUTING_LOCK = 7_204_812;

/**
 * Puts a case to triage and gives it to an analyst of a tier, or to Scout. A case that a human works keeps its state; one that a human
 * owns keeps its owner, except that a raise hands it up to the tier and makes the earlier owner a collaborator.
 */
export async function routeCase({ ctx, input }: { ctx: Ctx; input: RouteInput }): Promise<Routed> {
  return transact(ctx, 'cases.route', async (tx) => {
    let current = await lockCase(tx, input.key, 'case.assign');
    const owner = await ownerOf(tx, current);
    if (current.state === 'new')
      current = await moveCase(tx, current, { state: 'triage', reason: 'Routed by severity' });
    const routed = await assign(tx, current, owner, input);
    await refreshLeadTimer(tx, current.id);
    return routed;
  });
}

interface Owner {
  id: string;
  name: string;
  tier: Tier | null;
  /** Works it, or was given it by a person: not to be taken away by a rule. */
  holds: boolean;
}

/** Who must be asked before the case is given to another: Scout and whoever is disabled count as nobody. */
async function ownerOf(ctx: TxCtx, current: Case): Promise<Owner | null> {
  if (current.assigneeId === null) return null;
  const [member] = await ctx.tx.select().from(members).where(eq(members.id, current.assigneeId));
  if (!member || member.kind === 'ai' || member.disabledAt) return null;
  const [last] = await ctx.tx
    .select({ by: timeline.actorKind })
    .from(timeline)
    .where(and(eq(timeline.caseId, current.id), eq(timeline.kind, 'assigned')))
    .orderBy(desc(timeline.seq))
    .limit(1);
  // No entry: the case was opened with its owner.
  const byPerson = !last || last.by === 'user' || last.by === 'api_key';
  const works = current.acknowledgedAt !== null || current.stage !== 'new';
  return { id: member.id, name: member.name, tier: member.tier, holds: byPerson || works };
}

async function assign(
  ctx: TxCtx,
  current: Case,
  owner: Owner | null,
  { to, raised }: Omit<RouteInput, 'key'>,
): Promise<Routed> {
  const { severity, category } = current;
  const kept = (why: string): Routed => ({
    assignee: owner!.id,
    reached: 'kept',
    summary: `Severity ${severity}: ${owner!.name} stays the owner, because ${why}.`,
    considered: [],
  });
  if (to === 'scout') {
    if (owner?.holds) return kept('a person works this case');
    const scout = await findScout(ctx.tx);
    // Switched off, or it has had its say: what comes back then is for a person.
    if (!(await scoutIsOn(ctx.tx)) || (await hasWorked(ctx.tx, current.id)))
      return assign(ctx, current, owner, { to: { tier: 1 }, raised });
    await giveCase(ctx, current, { assignee: scout.id });
    const summary = `Severity ${severity}: put to triage and given to ${scout.name}, the AI analyst.`;
    return { assignee: scout.id, reached: 'scout', summary, considered: [] };
  }
  if (owner && (owner.tier ?? 0) >= to.tier) return kept(`an analyst of tier ${owner.tier} has it already`);
  if (owner?.holds && !raised) return kept('a person gave or took it');

  await ctx.tx.execute(sql`select pg_advisory_xact_lock(${ROUTING_LOCK})`);
  const candidates = await assignmentCandidates(ctx.tx);
  const routing = pickAssignee(candidates, {
    tier: to.tier,
    skill: category,
    now: ctx.now,
    exclude: await concernedMembers(ctx.tx, current),
  });
  if (routing.assignee === null && owner) return kept('nobody of a higher tier is available');
  // Why stands in the run's summary, once.
  await giveCase(ctx, current, {
    assignee: routing.assignee?.id ?? null,
    keepPrevious: true,
    ...(routing.assignee ? {} : { queue: LEADS_QUEUE }),
  });
  return {
    assignee: routing.assignee?.id ?? null,
    reached: routing.reached,
    summary: `Severity ${severity}: put to triage. ${routing.summary}`,
    considered: routing.considered.slice(0, 50),
  };
}
