import type { Severity } from '../severity.ts';

/** Who stands on the ladder: the case's owner, those who lead, those who are on call. */
export type Rung = 'assignee' | 'lead' | 'on_call';

export interface RungRule {
  rung: Rung;
  /** After the timer was found at risk or breached: seconds until this rung is told, unless the promise is kept or the case over before. */
  afterSeconds: number;
  /** The paging webhook is called as well, also where nobody stands on the rung: what it wakes has a roster of its own. */
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

/** What is to be done at one moment: whom to tell, and whether to page. */
export interface Call {
  afterSeconds: number;
  /** May be empty where it only pages. */
  memberIds: string[];
  page: boolean;
}

/**
 * Whom to tell and when, soonest first, each member once: at the first rung he stands on. A rung without anybody gives its time to the next one, so
 * that a case without an owner climbs at once and nothing waits for nobody. It says what holds for the people of now: who climbs asks again
 * at each rung, because an hour later others are on call.
 */
export function climb(facts: LadderFacts): Call[] {
  const calls = new Map<number, Call>();
  const known = new Set<string>();
  /** The time that empty rungs below left over. */
  let inherited: number | null = null;
  for (const { rung, afterSeconds, page } of LADDERS[facts.what][facts.severity]) {
    const when: number = inherited === null ? afterSeconds : Math.min(inherited, afterSeconds);
    const standing = membersOf(rung, facts);
    inherited = standing.length === 0 ? when : null;
    const memberIds = standing.filter((id) => !known.has(id));
    if (memberIds.length === 0 && !page) continue;
    for (const id of memberIds) known.add(id);
    const call = calls.get(when);
    calls.set(when, {
      afterSeconds: when,
      memberIds: [...(call?.memberIds ?? []), ...memberIds],
      page: page || (call?.page ?? false),
    });
  }
  return [...calls.values()];
}

function membersOf(rung: Rung, { assigneeId, leadIds, onCallIds }: LadderFacts): readonly string[] {
  if (rung === 'assignee') return assigneeId === null ? [] : [assigneeId];
  return rung === 'lead' ? leadIds : onCallIds;
}

/** All that has to be done by then, `seconds` after the timer was found so, as one call; and when the next one is due, null: none. */
export function dueBy(calls: readonly Call[], seconds: number): Call & { next: number | null } {
  const due = calls.filter(({ afterSeconds }) => afterSeconds <= seconds);
  return {
    afterSeconds: seconds,
    memberIds: due.flatMap(({ memberIds }) => memberIds),
    page: due.some(({ page }) => page),
    next: calls.find(({ afterSeconds }) => afterSeconds > seconds)?.afterSeconds ?? null,
  };
}
