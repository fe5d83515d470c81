import { formatDuration } from './duration.ts';
import type { Metric, TimerStatus } from './sla/index.ts';

export interface WhyFacts {
  source: string;
  customFields: Record<string, unknown>;
  vip: boolean;
  /** The lead timer; null where the case has none. */
  sla: { metric: Metric; status: TimerStatus; dueAt: Date | null; atRisk: boolean; breachedAt: Date | null } | null;
  eventCount: number;
  lastEventAt: Date | null;
  observables: { malicious: number; total: number };
  /** It stands in the leads' queue with nobody. */
  flagged: boolean;
  /** It waits for the AI analyst. */
  scoutWaiting: boolean;
  now: Date;
}

export type WhyTone = 'plain' | 'critical' | 'risk' | 'vip';
export interface WhyPart {
  text: string;
  tone: WhyTone;
}

const MOST = 3;

/** The line under a case's title, "why this, why now": at most three parts, the most urgent first. */
export function whyLine(facts: WhyFacts): { parts: WhyPart[] } {
  const parts = [
    breach(facts),
    malicious(facts),
    part(facts.flagged, 'risk', 'nobody was available to take it'),
    risk(facts),
    part(facts.vip, 'vip', 'VIP'),
    part(facts.scoutWaiting, 'plain', 'waiting for Scout'),
    events(facts),
    due(facts),
    where(facts),
    part(true, 'plain', `from ${facts.source}`),
  ];
  return { parts: parts.filter((each) => each !== null).slice(0, MOST) };
}

function part(holds: boolean, tone: WhyTone, text: string): WhyPart | null {
  return holds ? { text, tone } : null;
}

const PROMISE: Record<Metric, string> = { acknowledge: 'acknowledgement', resolve: 'resolution' };

function breach({ sla, now }: WhyFacts): WhyPart | null {
  if (sla?.status !== 'breached' || !sla.breachedAt) return null;
  return {
    text: `${PROMISE[sla.metric]} ${formatDuration(now.getTime() - sla.breachedAt.getTime())} late`,
    tone: 'critical',
  };
}

function risk({ sla, now }: WhyFacts): WhyPart | null {
  if (sla?.status !== 'running' || !sla.atRisk || !sla.dueAt) return null;
  return { text: `${PROMISE[sla.metric]} due in ${formatDuration(sla.dueAt.getTime() - now.getTime())}`, tone: 'risk' };
}

function due({ sla, now }: WhyFacts): WhyPart | null {
  if (sla?.status === 'paused') return { text: 'on hold', tone: 'plain' };
  if (sla?.status !== 'running' || sla.atRisk || !sla.dueAt) return null;
  return {
    text: `${PROMISE[sla.metric]} due in ${formatDuration(sla.dueAt.getTime() - now.getTime())}`,
    tone: 'plain',
  };
}

function malicious({ observables: { malicious: bad, total } }: WhyFacts): WhyPart | null {
  return part(bad > 0, 'critical', `${bad} of ${total} ${total === 1 ? 'observable' : 'observables'} malicious`);
}

function events({ eventCount, lastEventAt, now }: WhyFacts): WhyPart | null {
  if (eventCount < 2 || !lastEventAt) return null;
  return {
    text: `${eventCount} events, the last ${formatDuration(now.getTime() - lastEventAt.getTime())} ago`,
    tone: 'plain',
  };
}

/** The resource and its place, from the fields that the shipped mappings fill. */
function where({ customFields }: WhyFacts): WhyPart | null {
  const names = ['resource', 'subscription', 'region'].map((name) => customFields[name]);
  const known = names.filter((value) => typeof value === 'string' && value !== '');
  return part(known.length > 0, 'plain', known.join(' · '));
}
