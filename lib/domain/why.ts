import { formatDuration } from './duration.ts';
import type { TimerStatus } from './sla/index.ts';

/** The timer that leads, as the line needs it. */
export interface WhyTimer {
  /** What is promised: `acknowledgement`, `resolution`, or the name of a custom timer. */
  promise: string;
  status: TimerStatus;
  dueAt: Date | null;
  atRisk: boolean;
  breachedAt: Date | null;
}

export interface WhyFacts {
  source: string;
  customFields: Record<string, unknown>;
  vip: boolean;
  /** Null where the case has none. */
  sla: WhyTimer | null;
  eventCount: number;
  lastEventAt: Date | null;
  /** Of the observables that the case is about. */
  observables: { malicious: number; total: number };
  /** What the sources say of the worst of them; null where none has answered. */
  sources: { malicious: number; answered: number } | null;
  /** It stands in the leads' queue with nobody. */
  flagged: boolean;
  /** What the AI analyst, whose case it is, waits for; null where it is not Scout's. */
  scout: ScoutWait | null;
  now: Date;
}

/** `turn`: Scout has not begun. */
export type ScoutWait =
  | { for: 'turn' }
  | { for: 'run'; automation: string }
  | { for: 'reason'; reason: string }
  | { for: 'wake'; at: Date };

export type WhyTone = 'plain' | 'critical' | 'risk' | 'vip';

/** What a part says of a moment, so that it can be said again as time goes on. */
export type WhyClock =
  | { form: 'due'; at: string; promise: string; atRisk: boolean }
  | { form: 'repeats'; at: string; count: number };

export interface WhyPart {
  text: string;
  tone: WhyTone;
  clock?: WhyClock | undefined;
}

const MOST = 3;

/** The line under a case's title, "why this, why now": at most three parts, the most urgent first. */
export function whyLine(facts: WhyFacts): { parts: WhyPart[] } {
  const parts = [
    late(facts),
    part(facts.vip, 'vip', 'VIP'),
    malicious(facts),
    part(facts.flagged, 'risk', 'nobody was available to take it'),
    risk(facts),
    scout(facts),
    repeats(facts),
    due(facts),
    where(facts),
    part(true, 'plain', `from ${facts.source}`),
  ];
  return { parts: parts.filter((each) => each !== null).slice(0, MOST) };
}

/** A part at a later moment: a time that was left is less, and one that has passed is late. */
export function sayAgain(part: WhyPart, now: Date): WhyPart {
  if (!part.clock) return part;
  const { text, tone } = saidAt(part.clock, now);
  return { text, tone, clock: part.clock };
}

function saidAt(clock: WhyClock, now: Date): { text: string; tone: WhyTone } {
  const left = Date.parse(clock.at) - now.getTime();
  if (clock.form === 'repeats') return { text: `×${clock.count}, last ${formatDuration(-left)} ago`, tone: 'plain' };
  if (left <= 0) return { text: `${clock.promise} ${formatDuration(-left)} late`, tone: 'critical' };
  if (clock.atRisk) return { text: `${clock.promise} breaches in ${formatDuration(left)}`, tone: 'risk' };
  return { text: `${clock.promise} due in ${formatDuration(left)}`, tone: 'plain' };
}

function clocked(clock: WhyClock, now: Date): WhyPart {
  return { ...saidAt(clock, now), clock };
}

function part(holds: boolean, tone: WhyTone, text: string): WhyPart | null {
  return holds ? { text, tone } : null;
}

function late({ sla, now }: WhyFacts): WhyPart | null {
  if (sla?.status !== 'breached' || !sla.breachedAt) return null;
  return clocked({ form: 'due', at: sla.breachedAt.toISOString(), promise: sla.promise, atRisk: true }, now);
}

function risk({ sla, now }: WhyFacts): WhyPart | null {
  if (sla?.status !== 'running' || !sla.atRisk || !sla.dueAt) return null;
  return clocked({ form: 'due', at: sla.dueAt.toISOString(), promise: sla.promise, atRisk: true }, now);
}

function due({ sla, now }: WhyFacts): WhyPart | null {
  if (sla?.status === 'paused') return { text: 'on hold', tone: 'plain' };
  if (sla?.status !== 'running' || sla.atRisk || !sla.dueAt) return null;
  return clocked({ form: 'due', at: sla.dueAt.toISOString(), promise: sla.promise, atRisk: false }, now);
}

function malicious({ sources, observables: { malicious: bad, total } }: WhyFacts): WhyPart | null {
  if (sources && sources.malicious > 0)
    return {
      text: `${sources.malicious} of ${sources.answered} ${sources.answered === 1 ? 'source says' : 'sources say'} malicious`,
      tone: 'critical',
    };
  return part(bad > 0, 'critical', `${bad} of ${total} ${total === 1 ? 'observable' : 'observables'} malicious`);
}

function scout({ scout: wait }: WhyFacts): WhyPart | null {
  if (!wait) return null;
  switch (wait.for) {
    case 'turn':
      return { text: 'waiting for Scout', tone: 'plain' };
    case 'run':
      return { text: `Scout: waiting for ${wait.automation}`, tone: 'plain' };
    case 'reason':
      return { text: `Scout: ${wait.reason}`, tone: 'plain' };
    case 'wake':
      return {
        text: `Scout: on hold until ${wait.at.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
        tone: 'plain',
      };
  }
}

function repeats({ eventCount, lastEventAt, now }: WhyFacts): WhyPart | null {
  if (eventCount < 2 || !lastEventAt) return null;
  return clocked({ form: 'repeats', at: lastEventAt.toISOString(), count: eventCount }, now);
}

/** The resource and its place, from the fields that the shipped mappings fill. */
function where({ customFields }: WhyFacts): WhyPart | null {
  const names = ['resource', 'subscription', 'region'].map((name) => customFields[name]);
  const known = names.filter((value) => typeof value === 'string' && value !== '');
  return part(known.length > 0, 'plain', known.join(' · '));
}
