import type { Random } from '#e2e/support/random.ts';
import type { ActorRef } from '#lib/domain/actor.ts';
import { isOpen, type ResolutionVerdict, type ShippedState, stageOf } from '#lib/domain/case-state.ts';
import { rankOf, SEVERITIES, type Severity } from '#lib/domain/severity.ts';
import { lengthAround, pickKey } from './chance.ts';
import { CLOCK, INTAKE, ROUTING, type SeedEntry } from './entry.ts';
import type { SeedFacts, SeedMember } from './facts.ts';
import type { Story } from './stories.ts';
import { commentOf, summaryOf } from './words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What a case has come to by now, and how. */
export interface Life {
  startedAt: Date;
  createdAt: Date;
  severity: Severity;
  state: ShippedState;
  owner: { id: string; name: string } | null;
  queue: string | null;
  phase: string | null;
  resolution: { verdict: ResolutionVerdict; summary: string } | null;
  hold: { reason: string; wakeAt: Date } | null;
  acknowledged: { at: Date; by: string } | null;
  resolvedAt: Date | null;
  closedAt: Date | null;
  events: Date[];
  entries: SeedEntry[];
}

export interface Opening {
  story: Story;
  severity: Severity;
  vip: boolean;
  createdAt: Date;
  firstPhase: string | null;
}

/** Until a person takes a case, and from then until it is settled: medians in milliseconds. */
const WAITS: Record<Severity, [take: number, settle: number]> = {
  critical: [4 * MINUTE, 1.6 * HOUR],
  high: [9 * MINUTE, 3.4 * HOUR],
  medium: [55 * MINUTE, 8 * HOUR],
  low: [2 * HOUR, 20 * HOUR],
  informational: [6 * HOUR, 30 * HOUR],
};
/** The share that Scout settles alone, of those that are no harm. */
const SCOUT: Partial<Record<Severity, number>> = { informational: 0.8, low: 0.55, medium: 0.35 };
/** Sources whose cases an automation moves on at once. */
const ROUTED: readonly string[] = ['wiz', 'crowdstrike'];
/** Cases that nobody gets to the end of: some of the newest, fewer of the older ones. */
const STUCK = 0.06;
const STUCK_MS = 45 * DAY;

/** Milliseconds until the next act. */
type Waits = Generator<number, void, void>;

/** Lives a case up to now: each act at its time, as its rules allow, and none after now. */
export function livedCase(random: Random, facts: SeedFacts, opening: Opening): Life {
  return new Living(random, facts, opening).live();
}

class Living {
  private readonly told: Life;
  private readonly random: Random;
  private readonly facts: SeedFacts;
  private readonly opening: Opening;
  private clock: number;

  constructor(random: Random, facts: SeedFacts, opening: Opening) {
    this.random = random;
    this.facts = facts;
    this.opening = opening;
    const { createdAt, severity, firstPhase } = opening;
    this.clock = createdAt.getTime();
    const fresh = { owner: null, resolution: null, hold: null, acknowledged: null, resolvedAt: null, closedAt: null };
    const startedAt = new Date(this.clock - random.below(4_000));
    const begun = { createdAt, startedAt, severity, phase: firstPhase, queue: 'triage', state: 'new' as const };
    this.told = { ...fresh, ...begun, events: [], entries: [] };
  }

  /** Lives until now: each wait that ends later is where the story stands. */
  live(): Life {
    for (const ms of this.acts()) {
      this.clock += Math.max(1, Math.floor(ms));
      if (this.clock > this.facts.now.getTime()) break;
    }
    return this.told;
  }

  private *acts(): Waits {
    const { random, opening } = this;
    const { story, severity, vip } = opening;
    const reported = story.rule === null;
    const reporter = reported ? random.pick(this.facts.members).ref : INTAKE;
    this.say('created', reporter, 'Opened the case', { severity, vip });
    if (ROUTED.includes(story.source)) {
      yield 1_500 + random.below(4_000);
      this.move('triage', ROUTING);
    }
    const harm = random.next() < story.harm;
    if (!harm && random.next() < (SCOUT[severity] ?? 0)) yield* this.byScout();
    else yield* this.byPeople(harm);
  }

  private *byScout(): Waits {
    const { random, facts } = this;
    const { scout } = facts;
    this.give(scout, ROUTING);
    yield lengthAround(random, 3 * MINUTE);
    this.say('summary', scout, 'Scout looked at the case: nothing speaks for harm', {});
    if (random.next() < 0.06) {
      this.give(null, scout);
      yield* this.byPeople(false);
      return;
    }
    yield* this.settle(scout, false);
  }

  private *byPeople(harm: boolean): Waits {
    const { random, told } = this;
    const [take, settle] = WAITS[told.severity];
    if (random.next() < this.stuckness() / 4) yield Number.POSITIVE_INFINITY;
    yield lengthAround(random, take) * this.slowness();
    const member = this.someone();
    const owner = member.ref;
    yield* this.take(member);
    if (random.next() < 0.05) yield* this.regrade(owner);
    yield lengthAround(random, 4 * MINUTE);
    this.move('in_progress', owner);
    yield* this.talk(owner);
    if (random.next() < this.stuckness()) {
      const left = this.facts.now.getTime() - this.clock;
      if (random.next() < 0.3) yield* this.hold(owner, left + (1 + random.below(30)) * DAY);
      yield Number.POSITIVE_INFINITY;
    }
    if (random.next() < 0.07) yield* this.holdAndWake(owner);
    const work = lengthAround(random, settle) * this.slowness();
    if (harm && rankOf(told.severity) >= 2) yield* this.phases(owner, work);
    else yield work;
    yield* this.talk(owner);
    yield* this.settle(owner, harm);
    if (random.next() < 0.03) yield* this.reopen(owner, harm);
  }

  /** Resolved, and mostly closed some time later. */
  private *settle(by: ActorRef, harm: boolean): Waits {
    const { random } = this;
    const verdict: ResolutionVerdict = harm
      ? pickKey(random, { true_positive: 90, accepted_risk: 10 })
      : pickKey(random, { false_positive: 45, benign_positive: 35, duplicate: 6, authorized_test: 8, undetermined: 6 });
    this.move('resolved', by, { verdict, summary: summaryOf(random) });
    if (random.next() < 0.2) return;
    yield lengthAround(random, 5 * HOUR);
    this.move('closed', by);
  }

  private *reopen(by: ActorRef, harm: boolean): Waits {
    yield lengthAround(this.random, 2 * DAY);
    this.move('in_progress', by);
    yield lengthAround(this.random, 3 * HOUR);
    yield* this.settle(by, harm);
  }

  private *phases(by: ActorRef, work: number): Waits {
    const phases = ['identify', 'contain', 'eradicate', 'recover', 'review'];
    for (const [index, phase] of phases.entries()) {
      yield work / phases.length;
      const next = phases[index + 1];
      if (!next || this.told.phase !== phase) continue;
      this.say('phase', by, `Moved from ${named(phase)} to ${named(next)}`, { from: phase, to: next });
      this.told.phase = next;
    }
  }

  private *holdAndWake(by: ActorRef): Waits {
    const { random } = this;
    const days = 1 + random.below(3);
    yield* this.hold(by, days * DAY);
    const byVendor = this.opening.story.rule !== null && random.next() < 0.4;
    yield byVendor ? random.below(days * DAY - HOUR) + HOUR : days * DAY;
    if (byVendor) {
      this.told.events.push(new Date(this.clock));
      this.move('in_progress', INTAKE, undefined, 'A new event woke the case');
    } else this.move('in_progress', CLOCK, undefined, 'The wake date has come');
    yield lengthAround(random, HOUR);
  }

  private *hold(by: ActorRef, ms: number): Waits {
    yield lengthAround(this.random, HOUR);
    const reason = this.random.pick(['Waiting for the vendor', 'Waiting for the owner', 'The store is closed']);
    this.told.hold = { reason, wakeAt: new Date(this.clock + ms) };
    this.move('on_hold', by, undefined, reason);
  }

  private *regrade(by: ActorRef): Waits {
    const from = this.told.severity;
    const rank = rankOf(from) + (this.random.next() < 0.5 ? 1 : -1);
    const to = SEVERITIES.find((severity) => rankOf(severity) === rank);
    if (!to) return;
    yield lengthAround(this.random, 5 * MINUTE);
    const summary = `${rankOf(to) > rankOf(from) ? 'Raised' : 'Lowered'} severity from ${from} to ${to}`;
    this.say('severity', by, summary, { from, to });
    this.told.severity = to;
  }

  private *talk(by: ActorRef): Waits {
    for (let left = Math.floor(this.random.next() * 1.7); left > 0; left--) {
      yield lengthAround(this.random, 10 * MINUTE);
      this.say('comment', by, 'Commented', { body: commentOf(this.random) });
    }
  }

  private *take(member: SeedMember): Waits {
    const by = member.ref;
    if (this.random.next() < 0.15) {
      this.give(member, this.random.pick(this.facts.members).ref);
      yield lengthAround(this.random, 15 * MINUTE);
      this.acknowledge(by);
      return;
    }
    this.acknowledge(by);
    this.give(member, by);
  }

  private acknowledge(by: ActorRef): void {
    this.say('acknowledged', by, 'Acknowledged the case', { by: 'person' });
    this.told.acknowledged = { at: new Date(this.clock), by: by.id };
  }

  private give(to: { id: string; name: string } | null, by: ActorRef): void {
    const { owner } = this.told;
    const queue = to ? null : 'triage';
    const itself = to && to.id === by.id;
    const summary = to
      ? itself
        ? 'Took the case'
        : `Assigned the case to ${to.name}`
      : 'Gave the case back to the queue';
    this.say('assigned', by, summary, { from: owner?.id ?? null, to: to?.id ?? null, queue });
    this.told.owner = to && { id: to.id, name: to.name };
    this.told.queue = queue;
  }

  private move(to: ShippedState, by: ActorRef, resolution?: Life['resolution'], reason?: string): void {
    const { told } = this;
    const from = told.state;
    const at = new Date(this.clock);
    const [fromStage, toStage] = [stageOf(from), stageOf(to)];
    const ended = !isOpen(toStage);
    if (resolution) told.resolution = resolution;
    if (!ended) told.resolution = null;
    const summary =
      !isOpen(fromStage) && !ended
        ? `Reopened the case into ${spoken(to)}`
        : ended
          ? `Moved the case to ${spoken(to)} as ${told.resolution!.verdict.replaceAll('_', ' ')}`
          : `Moved the case from ${named(from)} to ${spoken(to)}`;
    const detail = { from, to, fromStage, toStage, ...(reason ? { reason } : {}), ...(ended ? told.resolution : {}) };
    this.say('state', by, summary, detail);
    told.state = to;
    told.resolvedAt = ended ? (told.resolvedAt ?? at) : null;
    told.closedAt = toStage === 'closed' ? at : null;
    if (toStage !== 'on_hold') told.hold = null;
  }

  private say(kind: SeedEntry['kind'], by: ActorRef, summary: string, detail: Record<string, unknown>): void {
    this.told.entries.push({ at: new Date(this.clock), kind, by, summary, detail });
  }

  /** At night and at weekends fewer people take more time. */
  private slowness(): number {
    const at = new Date(this.clock);
    const night = at.getUTCHours() < 6 || at.getUTCHours() >= 21;
    return (night ? 1.8 : 1) * (at.getUTCDay() % 6 === 0 ? 1.6 : 1);
  }

  private stuckness(): number {
    return STUCK * Math.exp(-(this.facts.now.getTime() - this.clock) / STUCK_MS);
  }

  /** Of the tier that the severity asks for, one with the skill where there is one. */
  private someone(): SeedMember {
    const { random, told, facts, opening } = this;
    const wanted = rankOf(told.severity) >= 3 ? 2 : 1;
    const drawn = Array.from({ length: 4 }, () => random.pick(facts.members));
    const fit = drawn.filter(({ tier }) => tier >= wanted);
    return fit.find(({ skills }) => skills.includes(opening.story.category)) ?? fit[0] ?? drawn[0]!;
  }
}

const spoken = (id: string) => id.replaceAll('_', ' ');
const named = (id: string) => spoken(id).replace(/^./, (first) => first.toUpperCase());
