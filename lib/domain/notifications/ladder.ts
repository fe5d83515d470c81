import type { Severity } from '../severity.ts';

/** Who stands on the ladder: the case's owner, those who lead, those who are on call. */
export type Rung = 'assignee' | 'lead' | 'on_call';

export interface RungRule {
  rung: Rung;
  /** After the timer was found at risk or breached: seconds until this rung is told, unless the case is acknowledged or met before. */
  afterSeconds: number;
  /** Told by the paging webhook as well. */
  page: boolean;
}

const at = (rung: Rung, minutes: number, page = false): RungRule => ({ rung, afterSeconds: minutes * 60, page });

/**
 * Who is told of a timer at risk or breached, and when: assignee → lead → on-call, faster the more severe. A severity below medium does
 * not climb to people who did not ask for it.
 */
export const LADDERS: Record<'at_risk' | 'breached', Record<Severity, readonly RungRule[]>> = {
  at_risk: {
    critical: [at('assignee', 0), at('lead', 0), at('on_call', 2, true)],
    high: [at('assignee', 0), at('lead', 5), at('on_call', 15)],
    medium: [at('assignee', 0), at('lead', 30)],
    low: [at('assignee', 0)],
    informational: [],
  },
  breached: {
    critical: [at('assignee', 0), at('lead', 0), at('on_call', 0, true)],
    high: [at('assignee', 0), at('lead', 0), at('on_call', 5, true)],
    medium: [at('assignee', 0), at('lead', 0), at('on_call', 60)],
    low: [at('assignee', 0), at('lead', 0)],
    informational: [at('assignee', 0)],
  },
};

export interface LadderFacts {
  what: 'at_risk' | 'breached';
  severity: Severity;
  /** Member ids, each list in the order of preference. Who may not see the case is in none of them. */
  assigneeId: string | null;
  leadIds: readonly string[];
  onCallIds: readonly string[];
}

export interface Step {
  memberId: string;
  rung: Rung;
  afterSeconds: number;
  page: boolean;
}

/**
 * Whom to tell and when, soonest first, each member once (at the first rung he stands on; paged where any of his rungs asks for it by then). A rung
 * without anybody gives its time to the next one, so that a case without an owner climbs at once and nothing waits for nobody.
 */
export function climb(facts: LadderFacts): Step[] {
  const steps = new Map<string, Step>();
  /** The time that empty rungs below left over. */
  let inherited: number | null = null;
  for (const { rung, afterSeconds, page } of LADDERS[facts.what][facts.severity]) {
    const when: number = inherited === null ? afterSeconds : Math.min(inherited, afterSeconds);
    const members = membersOf(rung, facts);
    if (members.length === 0) {
      inherited = when;
      continue;
    }
    inherited = null;
    for (const memberId of members) {
      const known = steps.get(memberId);
      if (!known) steps.set(memberId, { memberId, rung, afterSeconds: when, page });
      else if (page && when <= known.afterSeconds) known.page = true;
    }
  }
  return [...steps.values()];
}

function membersOf(rung: Rung, { assigneeId, leadIds, onCallIds }: LadderFacts): readonly string[] {
  if (rung === 'assignee') return assigneeId === null ? [] : [assigneeId];
  return rung === 'lead' ? leadIds : onCallIds;
}

/** Steps whose time has come, `seconds` after the timer was found so. */
export function dueSteps(steps: readonly Step[], seconds: number): Step[] {
  return steps.filter(({ afterSeconds }) => afterSeconds <= seconds);
}
