import { randomUUID } from 'node:crypto';
import { and, asc, eq, notInArray } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Random, randomOf } from '#e2e/support/random.ts';
import { falconAlert } from '#e2e/vendors/crowdstrike-bodies.ts';
import { FALCON_STORIES, FALCON_STORY_NAMES, falconHost } from '#e2e/vendors/crowdstrike-scenarios.ts';
import { OKTA_PEOPLE, type OktaEmulator, oktaEvent, oktaHookBody, startOkta } from '#e2e/vendors/okta.ts';
import { wizIssueBody } from '#e2e/vendors/wiz-bodies.ts';
import {
  type Case,
  cases,
  enrichmentBudgets,
  members,
  noticeRecipients,
  notices,
  outbox,
  runs,
  timeline,
} from '#lib/db/schema/index.ts';
import { SYSTEM } from '#lib/domain/actor.ts';
import { AUTOMATION_IDS, type AutomationId } from '#lib/domain/automations.ts';
import { keyOf } from '#lib/domain/case.ts';
import { isOpen } from '#lib/domain/case-state.ts';
import { MAX_CAUSE_DEPTH } from '#lib/domain/events.ts';
import { SENTINELONE_THREAT } from '#lib/domain/mappings/endpoint-samples.ts';
import { SEVERITIES, type Severity } from '#lib/domain/severity.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { addObservables } from '#lib/services/cases/add-observables.ts';
import { assignCase } from '#lib/services/cases/assign.ts';
import { commentOnCase } from '#lib/services/cases/comment.ts';
import { openCase } from '#lib/services/cases/open.ts';
import { pressAction } from '#lib/services/cases/press.ts';
import { LEADS_QUEUE } from '#lib/services/cases/queues.ts';
import { transitionCase } from '#lib/services/cases/transition.ts';
import { updateCase } from '#lib/services/cases/update.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { acceptOktaEvents } from '#lib/services/deliveries/accept-okta.ts';
import { ServiceError } from '#lib/services/errors.ts';
import { tellTimers } from '#lib/services/sla/tell.ts';
import { apiKey, as, ctxOf } from '#lib/services/testing/fixtures.ts';
import { rowOf, timelineOf } from '#lib/services/testing/reads.ts';
import { adminCtx } from './testing/cases.ts';
import { testMachine } from './testing/harness.ts';
import { asleep, wakeSleepers } from './testing/sleepers.ts';
import { testSources } from './testing/sources.ts';

/** All 500 with SETTLE_SEQUENCES=500, which takes some minutes. */
const SEQUENCES = Number(process.env.SETTLE_SEQUENCES ?? 48);
const SEED = Number(process.env.SETTLE_SEED ?? 20_260_112);
/** So many at once: their automations then run beside each other. */
const AT_ONCE = 8;
const MOST_ACTS = 5;

const machine = testMachine();
testSources(machine);
let okta: OktaEmulator;

beforeAll(async () => {
  okta = await startOkta();
  await putConnector({
    ctx: adminCtx(machine),
    input: { id: 'okta', enabled: true, baseUrl: okta.url, credentials: { apiToken: okta.apiToken } },
  });
  for (const id of ['crowdstrike', 'sentinelone'])
    await putConnector({ ctx: adminCtx(machine), input: { id, enabled: true, credentials: { webhookToken: 'x' } } });
  await settings('enrich-observables', { waitSeconds: 1 });
  await settings('enrich-endpoint', { waitSeconds: 1 });
  await settings('okta-suspicious-activity', { vipGroups: ['00gvip0001'] });
});
afterAll(() => okta.close());
beforeEach(() => machine.db.delete(enrichmentBudgets));

const settings = (id: string, parameters: Record<string, unknown>) =>
  updateAutomation({ ctx: adminCtx(machine), input: { id, patch: { parameters } } });

const ADDRESSES = ['203.0.113.77', '203.0.113.201', '198.51.100.200', '192.0.2.60', '203.0.113.90', '192.0.2.99'];
const NAMES = ['bad.example', 'http://bad.example/x', 'shop.example', '44d88612fea8a8f36de82e1278abb02f'];
const CATEGORIES = ['Identity & Access', 'Identity & Access', 'Cloud', 'Malware', 'Email'];
const MALICIOUS = ADDRESSES[0]!;

/** Started by the calendar, by Slack, by Falcon's own API, or by an Okta that does not answer: none of them hears of what a case does. */
const ELSEWHERE: ReadonlySet<AutomationId> = new Set([
  ...(['weekly-report', 'daily-health-check', 'crowdstrike-intel-due', 'crowdstrike-intel'] as const),
  ...(['admin-access', 'confirm-vip'] as const),
]);

/** What a vendor, a program or a person begins with. */
const OPENINGS: ((random: Random) => Promise<unknown>)[] = [
  async ({ pick, below }) => {
    const person = pick(OKTA_PEOPLE);
    const party = {
      id: person.id,
      type: 'User',
      alternateId: person.login,
      displayName: person.login,
      detailEntry: null,
    };
    const event = oktaEvent(below(3), {
      uuid: randomUUID(),
      actor: party,
      target: [party],
      client: { ipAddress: pick(ADDRESSES) },
    });
    const receivedAt = new Date();
    const raw = Buffer.from(JSON.stringify(oktaHookBody([event], okta.url)));
    const ctx = ctxOf(machine.db, { kind: 'vendor', id: 'okta', name: 'okta' }, receivedAt);
    return acceptOktaEvents({ ctx, input: { raw, receivedAt } });
  },
  ({ below }) => machine.deliver('wiz', wizIssueBody(below(40))),
  ({ pick, below }) =>
    machine.deliver('generic/till', {
      id: `T-${below(20)}`,
      title: 'Till alert',
      severity: pick(SEVERITIES),
      status: pick(['open', 'closed']),
    }),
  ({ below, pick }) => {
    const n = 1 + below(60);
    const story = FALCON_STORIES[pick(FALCON_STORY_NAMES)];
    const at = new Date(Date.now() - 60_000 + n);
    return machine.deliver('crowdstrike', falconAlert({ n, tree: n % 9, host: falconHost(n % 9), story, at }));
  },
  ({ below }) => machine.deliver('sentinelone', sentinelOneThreat(1 + below(20))),
  open,
  open,
];

function sentinelOneThreat(n: number) {
  const threatId = String(n);
  return { ...SENTINELONE_THREAT, id: threatId, threatInfo: { ...SENTINELONE_THREAT.threatInfo, threatId } };
}

function open({ pick, below }: Random) {
  const actor = pick([as(machine.people.admin), apiKey('admin')]);
  const user = below(4) === 0 ? [{ type: 'user' as const, value: pick(OKTA_PEOPLE).login }] : [];
  const addresses = Array.from({ length: below(3) }, () => ({
    value: pick(ADDRESSES),
    role: pick(['implicated', 'victim'] as const),
  }));
  const fields = {
    title: 'By hand',
    severity: pick(SEVERITIES),
    category: pick(CATEGORIES),
    vip: below(4) === 0,
    observables: [...user, ...addresses],
  };
  return openCase({ ctx: ctxOf(machine.db, actor, new Date()), input: { fields } });
}

/** What persons do meanwhile. */
const ACTS: ((key: string, random: Random) => Promise<unknown>)[] = [
  (key, { pick }) =>
    updateCase({ ctx: person(pick), input: { key, patch: { severity: pick(SEVERITIES) as Severity } } }),
  (key, { pick, below }) => updateCase({ ctx: person(pick), input: { key, patch: { vip: below(2) === 0 } } }),
  (key, { pick }) => updateCase({ ctx: person(pick), input: { key, patch: { category: pick(CATEGORIES) } } }),
  (key, { pick, below }) =>
    addObservables({
      ctx: person(pick),
      input: {
        key,
        items: Array.from({ length: 1 + below(3) }, () => ({
          value: pick([...ADDRESSES, ...NAMES]),
          role: 'implicated' as const,
        })),
      },
    }),
  (key, { pick }) => assignCase({ ctx: person(pick), input: { key, assignee: pick(owners()) } }),
  (key, { pick }) => commentOnCase({ ctx: person(pick), input: { key, body: 'Looking.' } }),
  (key, { pick }) =>
    transitionCase({ ctx: person(pick), input: { key, to: { state: pick(['triage', 'in_progress']) } } }),
  (key, { pick }) => transitionCase({ ctx: person(pick), input: { key, to: { state: 'on_hold', reason: 'Waits.' } } }),
  (key, { pick }) =>
    transitionCase({
      ctx: person(pick),
      input: { key, to: { state: 'resolved', verdict: 'undetermined', summary: 'Done.' } },
    }),
  (key, { pick }) => pressAction({ ctx: person(pick), input: { key, action: 'enrich-observables', body: {} } }),
  tellTime,
  (key, { pick }) => pressAction({ ctx: person(pick), input: { key, action: 'advance-runbook', body: {} } }),
  (key, { pick }) =>
    pressAction({
      ctx: person(pick),
      input: { key, action: 'escalate', body: { input: { reason: 'It cannot wait.' } } },
    }),
];

/** What the clock tells, as if hours had gone by. */
function tellTime(_key: string, { below }: Random) {
  const now = new Date(Date.now() + (1 + below(80)) * 3_600_000);
  return tellTimers({ ctx: { db: machine.db, actor: SYSTEM, now } });
}

const owners = () => [machine.people.analyst.id, machine.people.colleague.id, machine.people.lead.id, machine.scout.id];
const person = (pick: Random['pick']) =>
  ctxOf(machine.db, as(pick([machine.people.analyst, machine.people.colleague, machine.people.lead])), new Date());

/** One opening and some acts on cases that stand by then. What the rules refuse is a fair answer; anything else fails the test. */
async function sequence(random: Random): Promise<void> {
  await random.pick(OPENINGS)(random);
  for (let act = random.below(MOST_ACTS + 1); act > 0; act -= 1) {
    const standing = await machine.db.select({ number: cases.number }).from(cases).orderBy(asc(cases.number));
    if (standing.length === 0) return;
    const recent = standing.slice(-2 * AT_ONCE);
    try {
      await random.pick(ACTS)(keyOf(random.pick(recent).number), random);
    } catch (error) {
      if (!(error instanceof ServiceError) || !REFUSALS.has(error.code)) throw error;
    }
  }
}

/** Redraws and rungs that a case may still have before it is left alone. */
const MOST_WAKES = 12;

/** Automations that chase each other never come here. Whatever waits for a time to pass is told that it has, until nothing waits. */
async function everythingSettled(): Promise<void> {
  await asleep(machine);
  for (let wakes = 0; (await underWay()).length > 0; wakes += 1) {
    expect(wakes < MOST_WAKES ? [] : await underWay()).toEqual([]);
    await wakeSleepers(machine);
  }
}
const underWay = () =>
  machine.db
    .select({ automation: runs.automation, status: runs.status })
    .from(runs)
    .where(notInArray(runs.status, ['completed', 'failed', 'cancelled', 'skipped']));

/** While nobody is there, what needs a person stands in the leads’ queue. */
async function whileNobodyIsThere(work: () => Promise<void>): Promise<void> {
  const away = (eligible: boolean) => machine.db.update(members).set({ eligible }).where(eq(members.kind, 'user'));
  await away(false);
  await work();
  await away(true);
}

/** A takeover that a program tells of, and that no person looks at. */
async function takeover(): Promise<string> {
  const observables = [{ type: 'ipv4' as const, value: MALICIOUS, role: 'implicated' as const }];
  const fields = { title: 'Takeover', severity: 'medium' as const, category: 'Identity & Access', observables };
  const ctx = ctxOf(machine.db, apiKey('admin'), new Date());
  const { key } = await openCase({ ctx, input: { fields } });
  await everythingSettled();
  return key;
}

/** The kinds of what the leads were told of a case. */
async function leadsToldOf(caseId: string): Promise<string[]> {
  const rows = await machine.db
    .select({ kind: notices.kind })
    .from(notices)
    .innerJoin(noticeRecipients, eq(noticeRecipients.noticeId, notices.id))
    .where(and(eq(notices.caseId, caseId), eq(noticeRecipients.memberId, machine.people.lead.id)));
  return rows.map(({ kind }) => kind);
}

/** Why an open case has neither an owner nor a queue that was told of it; null where it has. */
async function whyLeft({ id, number, state, queue, assigneeId, severity }: Case): Promise<string | null> {
  const what = `${keyOf(number)}, ${severity}, ${state}, queue ${queue}`;
  if (assigneeId !== null) return null;
  if (queue === LEADS_QUEUE)
    return (await leadsToldOf(id)).includes('case.unowned') ? null : `${what}: no lead was told`;
  if (severity !== 'informational') return `${what}: nobody has it`;
  // What is only for information calls nobody, and the ledger has said so.
  const said = await machine.db
    .select({ reason: runs.reason })
    .from(runs)
    .where(and(eq(runs.caseId, id), eq(runs.automation, 'route-by-severity'), eq(runs.status, 'skipped')));
  return said.some(({ reason }) => reason?.includes('informational')) ? null : `${what}: left without a word`;
}

/** What the sequences must have run at least once, or they prove little. */
const EXERCISED: readonly AutomationId[] = AUTOMATION_IDS.filter((id) => !ELSEWHERE.has(id));

const REFUSALS: ReadonlySet<string> = new Set(['conflict', 'invalid', 'stale', 'not_found', 'forbidden']);

test(`${SEQUENCES} random sequences: every case settles, with an owner or in a told queue, and no chain grows too long`, {
  timeout: 60_000 + SEQUENCES * 4_000,
}, async () => {
  for (let at = 0; at < SEQUENCES; at += AT_ONCE) {
    const many = Math.min(AT_ONCE, SEQUENCES - at);
    const together = async () => {
      await Promise.all(Array.from({ length: many }, (_, n) => sequence(randomOf(SEED + at + n))));
      await everythingSettled();
    };
    await (at % (4 * AT_ONCE) === 3 * AT_ONCE ? whileNobodyIsThere(together) : together());
  }

  const ledger = await machine.db.select().from(runs);
  const done = new Set(ledger.filter(({ status }) => status === 'completed').map(({ automation }) => automation));
  expect(EXERCISED.filter((id) => !done.has(id))).toEqual([]);
  const failed = ledger.filter(({ status }) => status === 'failed');
  expect(failed.map(({ automation, error }) => ({ automation, error }))).toEqual([]);

  const chains = (await machine.db.select({ data: outbox.data }).from(outbox)).map(
    ({ data }) => (data.cause as string[]).length,
  );
  expect(Math.max(...chains)).toBeLessThanOrEqual(MAX_CAUSE_DEPTH);
  expect(await machine.db.select().from(timeline).where(eq(timeline.kind, 'stopped'))).toEqual([]);

  const all = await machine.db.select().from(cases);
  expect(all.length).toBeGreaterThan(SEQUENCES / 3);
  const open = all.filter(({ stage }) => isOpen(stage));
  expect((await Promise.all(open.map(whyLeft))).filter((why) => why !== null)).toEqual([]);
});

test('with all of them at work: nobody answers, nobody is there', { timeout: 120_000 }, async () => {
  const late = await rowOf(machine.db, await takeover());
  const draws = (await timelineOf(machine.db, keyOf(late.number))).filter(({ detail }) => detail.draw);
  expect(draws.length).toBeGreaterThan(1);
  expect(await leadsToldOf(late.id)).toContain('case.not_acknowledged');
  await whileNobodyIsThere(async () => {
    const left = await rowOf(machine.db, await takeover());
    expect(left).toMatchObject({ stage: 'in_progress', assigneeId: null, queue: LEADS_QUEUE });
    expect(await whyLeft(left)).toBeNull();
  });
});
