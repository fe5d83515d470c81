import { randomUUID } from 'node:crypto';
import { and, asc, eq, inArray, isNull, not, or } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { OKTA_PEOPLE, type OktaEmulator, oktaEvent, oktaHookBody, startOkta } from '#e2e/vendors/okta.ts';
import { wizIssueBody } from '#e2e/vendors/wiz-bodies.ts';
import { cases, enrichmentBudgets, outbox, runs, timeline } from '#lib/db/schema/index.ts';
import { SYSTEM } from '#lib/domain/actor.ts';
import { AUTOMATION_IDS, type AutomationId } from '#lib/domain/automations.ts';
import { keyOf } from '#lib/domain/case.ts';
import { isOpen } from '#lib/domain/case-state.ts';
import { MAX_CAUSE_DEPTH } from '#lib/domain/events.ts';
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
import { as, ctxOf } from '#lib/services/testing/fixtures.ts';
import { adminCtx } from './testing/cases.ts';
import { testMachine } from './testing/harness.ts';
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
  // A case that nobody acknowledges is drawn again after minutes: here nobody waits so long.
  await settings('case-in-progress', { acknowledgeWithinMinutes: 0 });
  await settings('enrich-observables', { waitSeconds: 1 });
  await settings('okta-suspicious-activity', { vipGroups: ['00gvip0001'] });
});
afterAll(() => okta.close());
beforeEach(() => machine.db.delete(enrichmentBudgets));

const settings = (id: string, parameters: Record<string, unknown>) =>
  updateAutomation({ ctx: adminCtx(machine), input: { id, patch: { parameters } } });

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function randomOf(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  return { below, pick };
}
type Random = ReturnType<typeof randomOf>;

const ADDRESSES = ['203.0.113.77', '203.0.113.201', '198.51.100.200', '192.0.2.60', '203.0.113.90', '192.0.2.99'];
const NAMES = ['bad.example', 'http://bad.example/x', 'shop.example', '44d88612fea8a8f36de82e1278abb02f'];
const CATEGORIES = ['Identity & Access', 'Identity & Access', 'Cloud', 'Malware'];

/** Started by the calendar, by Slack, or by an Okta that does not answer: none of them hears of what a case does. */
const ELSEWHERE: ReadonlySet<AutomationId> = new Set(['weekly-report', 'admin-access', 'confirm-vip']);

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
  open,
  open,
];

function open({ pick, below }: Random) {
  const observables = Array.from({ length: below(3) }, () => ({
    value: pick(ADDRESSES),
    role: pick(['implicated', 'victim'] as const),
  }));
  const fields = {
    title: 'By hand',
    severity: pick(SEVERITIES),
    category: pick(CATEGORIES),
    vip: below(4) === 0,
    observables,
  };
  return openCase({ ctx: adminCtx(machine), input: { fields } });
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

/** Automations that chase each other never come here. A ladder that waits minutes for its next rung is at rest. */
async function everythingSettled(): Promise<void> {
  const atRest = or(inArray(runs.status, [...OVER]), and(eq(runs.status, 'waiting'), eq(runs.automation, 'escalate')));
  await vi.waitFor(
    async () => {
      const unsent = await machine.db.select({ name: outbox.name }).from(outbox).where(isNull(outbox.sentAt));
      const underWay = await machine.db
        .select({ automation: runs.automation, status: runs.status })
        .from(runs)
        .where(not(atRest!));
      expect({ unsent, underWay }).toEqual({ unsent: [], underWay: [] });
    },
    { timeout: 30_000, interval: 50 },
  );
}
const OVER = ['completed', 'failed', 'cancelled', 'skipped'] as const;

/** What the sequences must have run at least once, or they prove little. */
const EXERCISED: readonly AutomationId[] = AUTOMATION_IDS.filter((id) => !ELSEWHERE.has(id));

const REFUSALS: ReadonlySet<string> = new Set(['conflict', 'invalid', 'stale', 'not_found', 'forbidden']);

test(`${SEQUENCES} random sequences: every case settles, with an owner or in a told queue, and no chain grows too long`, {
  timeout: 60_000 + SEQUENCES * 4_000,
}, async () => {
  for (let at = 0; at < SEQUENCES; at += AT_ONCE) {
    const many = Math.min(AT_ONCE, SEQUENCES - at);
    await Promise.all(Array.from({ length: many }, (_, n) => sequence(randomOf(SEED + at + n))));
    await everythingSettled();
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
  const left = all.filter(
    ({ stage, assigneeId, queue, severity }) =>
      // Nobody is called for what is only told; it stands in the queue of new cases.
      isOpen(stage) && assigneeId === null && queue !== LEADS_QUEUE && severity !== 'informational',
  );
  expect(
    left.map(({ number, state, category, severity, queue }) => ({ number, state, category, severity, queue })),
  ).toEqual([]);
});
