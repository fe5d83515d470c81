import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { putConnector } from '#lib/services/connectors/put.ts';
import { acceptOktaEvents } from '#lib/services/deliveries/accept-okta.ts';
import { randomOf } from './support/random.ts';
import { until } from './support/until.ts';
import { openWorkerFloor, type WorkerFloor } from './support/worker-floor.ts';
import { type OktaEmulator, oktaEvent, oktaHookBody, startOkta } from './vendors/okta.ts';

const SEED = 20_260_409;
const EVENTS = 90;
const USERS = 6;
const KILLS = 6;
/** A worker lives at most so long after it says that it runs. */
const LONGEST_LIFE_MS = 1_500;
/** A machine that does ten other things at once takes minutes. */
const PATIENCE = { timeoutMs: 240_000 };

let floor: WorkerFloor;
let okta: OktaEmulator;

beforeAll(async () => {
  [floor, okta] = await Promise.all([openWorkerFloor(), startOkta()]);
  okta.remaining = 1_000_000;
  await putConnector({
    ctx: floor.ctx(),
    input: {
      id: 'okta',
      enabled: true,
      baseUrl: okta.url,
      credentials: { apiToken: okta.apiToken },
      settings: { readLogSeconds: 5 },
    },
  });
});

afterAll(() => Promise.all([okta?.close(), floor?.close()]));

/** The n-th event of the test, as the log has it. */
function eventOf(n: number) {
  const id = `00u${n % USERS}`;
  const party = {
    ...{ id, type: 'User', alternateId: `user${n % USERS}@shop.example` },
    ...{ displayName: `User ${n % USERS}`, detailEntry: null },
  };
  const published = new Date().toISOString();
  return oktaEvent(0, { uuid: randomUUID(), published, actor: party, target: [party] });
}

test('kill -9 of the reader of the System Log loses no event and takes none twice, whatever the hook brought', {
  timeout: 600_000,
}, async () => {
  const random = randomOf(SEED);
  const uuids: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const worker = floor.start();
    for (let n = 0; n < EVENTS / KILLS; n += 1) {
      const event = eventOf(uuids.length);
      okta.log.push(event);
      uuids.push(event.uuid);
      if (random.next() < 0.3) {
        const raw = Buffer.from(JSON.stringify(oktaHookBody([event], okta.url)));
        const ctx = floor.ctx({ kind: 'vendor', id: 'okta', name: 'okta' });
        await acceptOktaEvents({ ctx, input: { raw, receivedAt: ctx.now } });
      }
    }
    if (kill > 0 && random.next() >= 0.2) await worker.running;
    await wait(random.below(LONGEST_LIFE_MS));
    await floor.kill(worker);
  }

  const survivor = floor.start();
  const accepted = () =>
    floor.rows<{ key: string }>(`select object_key as key from deliveries where outcome = 'accepted' order by 1`);
  await until('every event is taken', async () => (await accepted()).length >= EVENTS, PATIENCE);
  await until('every event is on a case', async () => (await onCases()).length >= EVENTS, PATIENCE);
  expect((await accepted()).map(({ key }) => key)).toEqual(uuids.toSorted());
  expect((await onCases()).map(({ key }) => key)).toEqual(uuids.toSorted());
  expect(await floor.stop(survivor)).toBe(0);
});

const onCases = () =>
  floor.rows<{ key: string }>(`select vendor_id as key from case_events where vendor = 'okta' order by 1`);
