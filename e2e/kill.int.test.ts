import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#lib/db/id.ts';
import { automations, members } from '#lib/db/schema/index.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { acceptDelivery } from '#lib/services/deliveries/accept.ts';
import { randomOf } from './support/random.ts';
import { until } from './support/until.ts';
import { type HistoryEvent, wizHistory } from './support/wiz-history.ts';
import { openWorkerFloor, type WorkerFloor } from './support/worker-floor.ts';
import { startWiz, type WizEmulator, wizIssueNode } from './vendors/wiz.ts';

const SEED = 20_260_302;
const EVENTS = 200;
const ISSUES = 50;
const KILLS = 32;
/** Workers that run, and die, side by side. */
const WORKERS = 2;
/** A worker lives at most so long after it says that it runs. */
const LONGEST_LIFE_MS = 1_600;

let floor: WorkerFloor;
let wiz: WizEmulator;

beforeAll(async () => {
  [floor, wiz] = await Promise.all([openWorkerFloor(), startWiz()]);
  const now = new Date();
  await floor.db.insert(members).values(
    ['Ana', 'Ben'].map((name) => ({
      ...{ id: newId(), name, email: `${name.toLowerCase()}@shop.example`, role: 'analyst' as const, tier: 2 as const },
      ...{ onShift: true, onShiftSince: now, createdAt: now, updatedAt: now },
    })),
  );
  const parameters = { resolveWithWiz: true };
  await floor.db.insert(automations).values({ id: 'wiz-incident', enabled: true, parameters, updatedAt: now });
  const credentials = { clientId: wiz.clientId, clientSecret: wiz.clientSecret };
  const settings = { authUrl: wiz.authUrl, audience: wiz.audience };
  await putConnector({
    ctx: floor.ctx(),
    input: { id: 'wiz', enabled: true, baseUrl: wiz.apiUrl, credentials, settings },
  });
});

afterAll(() => Promise.all([wiz?.close(), floor?.close()]));

test('kill -9 of workers at any moment loses no delivery and doubles no effect', { timeout: 600_000 }, async () => {
  const history = wizHistory(randomOf(SEED), { issues: ISSUES, events: EVENTS });
  const kills = killing(randomOf(SEED + 1));
  const [accepted, killed] = await Promise.all([deliver(history, kills), kills.ended]);
  expect(killed).toBe(KILLS);

  const survivors = Array.from({ length: WORKERS }, floor.start);
  await until('every run has ended', nothingIsUnderWay, { timeoutMs: 240_000, everyMs: 250 });
  expect(await Promise.all(survivors.map(floor.stop))).toEqual(survivors.map(() => 0));

  expect(
    await floor.rows(`select status, count(*)::int as count from runs where automation = 'wiz-incident' group by 1`),
  ).toEqual([{ status: 'completed', count: accepted.size }]);
  expect(
    await floor.rows(`select id, automation, status, error from runs where status not in ('completed', 'skipped')`),
  ).toEqual([]);
  expect(await casesByIssue()).toEqual(expectedCases(history));
  expect(await eventsByDelivery()).toEqual([...accepted].sort());
  expect(await eventsOnTimelines()).toEqual(expectedEvents(history));
  expect(await doubled()).toEqual([]);
  expect(await floor.rows('select number from cases where assignee_id is null and queue is null')).toEqual([]);
});

/** Sends the history while workers die, spread over the time that the killing takes; answers the ids of accepted deliveries. */
async function deliver(history: HistoryEvent[], kills: { share: () => number }): Promise<Set<string>> {
  const accepted = new Set<string>();
  for (const [index, { body, kind, issueId }] of history.entries()) {
    await until(`the killing is as far as delivery ${index}`, () => kills.share() >= index / history.length, {
      timeoutMs: 300_000,
      everyMs: 20,
    });
    wiz.issues.set(
      issueId,
      wizIssueNode(
        history.findIndex((event) => event.issueId === issueId),
        body,
      ),
    );
    const ctx = floor.ctx({ kind: 'vendor', id: 'wiz', name: 'Wiz' });
    const raw = Buffer.from(JSON.stringify(body));
    const stored = await acceptDelivery({
      ctx,
      input: { connectorId: 'wiz', vendor: 'wiz', raw, receivedAt: ctx.now },
    });
    await floor.rows('notify outbox');
    expect(stored.duplicate).toBe(kind === 'repeated');
    if (!stored.duplicate) accepted.add(stored.deliveryId);
  }
  return accepted;
}

/** Keeps workers running, each killed at a moment of its life that the seed decides, some while they start. */
function killing(random: ReturnType<typeof randomOf>): { share: () => number; ended: Promise<number> } {
  let kills = 0;
  const oneAfterAnother = async () => {
    while (kills < KILLS) {
      const [whileItStarts, life] = [random.next() < 0.15, random.below(LONGEST_LIFE_MS)];
      const worker = floor.start();
      if (!whileItStarts) await worker.running;
      await wait(life);
      if (kills >= KILLS) return floor.stop(worker);
      kills += 1;
      await floor.kill(worker);
    }
  };
  const ended = Promise.all(Array.from({ length: WORKERS }, oneAfterAnother)).then(() => kills);
  return { share: () => kills / KILLS, ended };
}

/** One statement: an event's runs stand since its transaction, so that both are zero only when all is done. */
async function nothingIsUnderWay(): Promise<boolean> {
  const [left] = await floor.rows<{ events: number; runs: number }>(`select
    (select count(*)::int from outbox where sent_at is null) as events,
    (select count(*)::int from runs where status in ('queued', 'running', 'waiting')) as runs`);
  return left!.events === 0 && left!.runs === 0;
}

/** Each issue with its cases' severity and whether they are over: one case each is expected. */
const casesByIssue = () =>
  floor.rows(`select o.object_key as issue, c.severity, c.stage = 'resolved' as over
    from case_objects o join cases c on c.id = o.case_id order by 1`);

function expectedCases(history: HistoryEvent[]) {
  return [...Map.groupBy(history, (event) => event.issueId)]
    .map(([issue, events]) => ({ issue, ...events.at(-1)!.body.issue }))
    .map(({ issue, severity, status }) => ({ issue, severity: severity.toLowerCase(), over: status === 'RESOLVED' }))
    .sort((a, b) => (a.issue < b.issue ? -1 : 1));
}

async function eventsByDelivery(): Promise<string[]> {
  const found = await floor.rows<{ id: string }>('select delivery_id as id from case_events order by 1');
  return found.map((row) => row.id);
}

/**
 * What each case's timeline says that Wiz told. A retry may write an older event after a newer one, as history: what holds is the newest
 * (casesByIssue) and that each stands once, so they are read in the order in which Wiz sent them.
 */
async function eventsOnTimelines(): Promise<Record<string, string[]>> {
  const found = await floor.rows<{ issue: string; sequences: string[] }>(`
    select o.object_key as issue, array_agg(e.raw -> 'trigger' ->> 'sequence' order by (e.raw -> 'trigger' ->> 'sequence')::int) as sequences
    from timeline t join case_objects o on o.case_id = t.case_id
    join case_events e on e.case_id = t.case_id and e.delivery_id::text = t.detail ->> 'deliveryId'
    where t.kind = 'event' group by 1`);
  return Object.fromEntries(found.map(({ issue, sequences }) => [issue, sequences]));
}

function expectedEvents(history: HistoryEvent[]): Record<string, string[]> {
  const news = [...history.entries()].filter(([, event]) => event.kind !== 'repeated');
  const byIssue = Map.groupBy(news, ([, event]) => event.issueId);
  return Object.fromEntries([...byIssue].map(([issue, events]) => [issue, events.map(([index]) => String(index))]));
}

/** Whatever stands twice that may stand once. */
const doubled = () =>
  floor.rows(`
    select 'timeline' as what, case_id::text, kind, run_id,
        -- A run adds observables twice where Wiz's API knows more than the webhook: those entries differ in what they added.
        case kind when 'observables' then detail::text else summary end as entry, count(*)::int from timeline
      where run_id is not null group by 2, 3, 4, 5 having count(*) > 1
    union all
    select 'opening', case_id::text, kind, null, null, count(*)::int from timeline
      where kind = 'created' group by 2, 3 having count(*) > 1
    union all
    select 'event', case_id::text, name, null, null, count(*)::int from outbox
      where name = 'case/created' or (name = 'case/severity.changed' and data -> 'previous' = 'null')
      group by 2, 3 having count(*) > 1
    union all
    select 'run', event_id::text, automation, null, null, count(*)::int from runs group by 2, 3 having count(*) > 1`);
