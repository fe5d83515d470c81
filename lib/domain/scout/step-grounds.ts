import type { ScoutFact } from './facts.ts';
import type { Investigation, ScoutVerdict } from './investigation.ts';
import type { NextStep } from './next-steps.ts';

interface Grounds {
  /** The verdicts after which it is proposed. */
  after: readonly ScoutVerdict[];
  /** Whether it can rest on a fact. */
  restsOn: (fact: ScoutFact) => boolean;
  /** A fact in whose presence it is pointless. */
  unless?: (fact: ScoutFact) => boolean;
}

const isGrave = ({ speaks }: ScoutFact) => speaks === 'malicious' || speaks === 'suspicious';
const isMalicious =
  (...kinds: ScoutFact['about']['kind'][]) =>
  ({ speaks, about }: ScoutFact) =>
    speaks === 'malicious' && kinds.includes(about.kind);
const isObservable = ({ about }: ScoutFact) => about.kind === 'observable';

const ALWAYS = ['malicious', 'suspicious', 'benign', 'undetermined'] as const;

/** When each step may be proposed and what it rests on, in the order in which they are told. */
const GROUNDS: Record<NextStep, Grounds> = {
  isolate_device: { after: ['malicious'], restsOn: isMalicious('device', 'command') },
  block_indicator: { after: ['malicious'], restsOn: isMalicious('observable') },
  read_process_tree: { after: ALWAYS, restsOn: (fact) => isGrave(fact) && fact.about.kind === 'command' },
  reset_sessions: { after: ALWAYS, restsOn: (fact) => isGrave(fact) && fact.id === 'case.factor' },
  ask_user: {
    after: ALWAYS,
    restsOn: (fact) => isGrave(fact) && (fact.id === 'case.report' || fact.id === 'case.factor'),
  },
  search_elsewhere: { after: ['malicious'], restsOn: isMalicious('observable') },
  compare_similar: { after: ALWAYS, restsOn: (fact) => isGrave(fact) && fact.about.kind === 'similar' },
  judge_unknown: {
    after: ['malicious', 'suspicious', 'undetermined'],
    restsOn: (fact) => isObservable(fact) && fact.speaks === 'nothing',
  },
  close_as_benign: { after: ['benign'], restsOn: ({ id }) => id === 'case.verdict' },
  tune_detection: { after: ['benign'], restsOn: ({ id }) => id === 'case.title' },
  connect_sources: { after: ['undetermined'], restsOn: ({ id }) => id === 'case.verdict', unless: isObservable },
};
const STEPS = Object.keys(GROUNDS) as NextStep[];
const MOST_FACTS = 5;

type Steps = Investigation['nextSteps'];
type Found = { verdict: ScoutVerdict; facts: readonly ScoutFact[] };

/** Every step that the verdict and the facts call for, each with the facts that it rests on. */
export function stepsFor({ verdict, facts }: Found): Steps {
  return STEPS.flatMap((step) => {
    const { after, restsOn, unless } = GROUNDS[step];
    if (!after.includes(verdict) || (unless && facts.some(unless))) return [];
    const ids = facts.filter(restsOn).map(({ id }) => id);
    return ids.length > 0 ? [{ step, facts: ids.slice(0, MOST_FACTS) }] : [];
  });
}

/** Of the steps that somebody proposes, those that fit the verdict and rest on facts that can carry them; each once, with these facts alone. */
export function soundSteps(steps: Steps, { verdict, facts }: Found): Steps {
  const known = new Map(facts.map((fact) => [fact.id, fact]));
  const sound = new Map<NextStep, string[]>();
  for (const { step, facts: ids } of steps) {
    const { after, restsOn, unless } = GROUNDS[step];
    if (!after.includes(verdict) || (unless && facts.some(unless))) continue;
    const carrying = ids.filter((id) => known.has(id) && restsOn(known.get(id)!));
    if (carrying.length > 0) sound.set(step, [...new Set([...(sound.get(step) ?? []), ...carrying])]);
  }
  return [...sound].map(([step, ids]) => ({ step, facts: ids.slice(0, MOST_FACTS) }));
}
