import './testing/environment.ts';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type FalconEmulator, startCrowdStrike } from '#e2e/vendors/crowdstrike.ts';
import { failure } from '#e2e/vendors/crowdstrike-resources.ts';
import { queryAlerts } from '#lib/connectors/crowdstrike.ts';
import { newId } from '#lib/db/id.ts';
import { runs, vendorSessions } from '#lib/db/schema/index.ts';
import { crowdstrikeConnectionOf } from '#lib/integrations/crowdstrike-connection.ts';
import { endRunSession, tryToEndSession, withOwnSession, withRunSession } from '#lib/integrations/falcon/session.ts';
import { testConnector } from '#lib/integrations/test-connector.ts';
import { useEncryptionKey } from '#lib/services/connectors/box.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { readCredentials } from '#lib/services/connectors/read-credentials.ts';
import { beginRun } from '#lib/services/runs/begin.ts';
import { as, automation, ctxOf, testFloor } from '#lib/services/testing/fixtures.ts';
import { untilBlocked } from '#lib/services/testing/waits.ts';
import { useResources } from './resources.ts';
import { sweepSessions } from './session-sweep.ts';

const floor = testFloor();
const allowedNetworks = ['127.0.0.0/8'];
let falcon: FalconEmulator;
let other: FalconEmulator;

beforeAll(async () => {
  useEncryptionKey(process.env.ENCRYPTION_KEY!);
  useResources({ db: floor.db, allowedNetworks, announce: () => {} });
});
beforeEach(async () => {
  await floor.db.delete(vendorSessions);
  falcon = await startCrowdStrike();
  other = await startCrowdStrike();
  await connect(falcon);
  return () => Promise.all([falcon.close(), other.close()]);
});
afterAll(() => floor.db.delete(vendorSessions));

const ctx = () => ctxOf(floor.db, automation('crowdstrike-intel'), new Date());
const connect = ({ url, clientId, clientSecret }: FalconEmulator) =>
  putConnector({
    ctx: ctxOf(floor.db, as(floor.people.admin)),
    input: { id: 'crowdstrike', enabled: true, baseUrl: url, credentials: { clientId, clientSecret } },
  });
const connection = async () =>
  crowdstrikeConnectionOf(await readCredentials(floor.db, 'crowdstrike'), allowedNetworks)!;
async function begin(): Promise<string> {
  const id = newId();
  const of = { eventId: id, eventName: 'case/intel.due', automation: 'crowdstrike-intel', engineRunId: id };
  return (await beginRun(floor.db, { ...of, now: new Date() })).runId;
}
const look = (runId: string) =>
  withRunSession(ctx(), { runId, allowedNetworks }, (session) => queryAlerts(session, { filter: null }));
const kept = () => floor.db.select().from(vendorSessions);
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000);

/** The next calls with a token are refused although it lives, as by a gateway in trouble. */
function refuse(times: number): void {
  const { check } = falcon.tokens;
  let left = times;
  falcon.tokens.check = (request) => {
    if (left === 0) return check.call(falcon.tokens, request);
    left -= 1;
    return failure(401, 'access denied, invalid bearer token');
  };
}

/** The next revocations are not done. */
function breakRevocation(times: number): void {
  const { revoke } = falcon.tokens;
  let left = times;
  falcon.tokens.revoke = (request) => {
    if (left === 0) return revoke.call(falcon.tokens, request);
    left -= 1;
    return failure(400, 'the revocation is out of order');
  };
}

describe('a token that Falcon refuses although it lives', () => {
  test('is revoked before another one is used', async () => {
    const runId = await begin();
    refuse(1);
    await look(runId);
    expect([falcon.tokens.issued, falcon.tokens.revoked, falcon.tokens.live()]).toEqual([2, 1, 1]);
    expect(await tryToEndSession(ctx(), { runId, allowedNetworks })).toEqual({ revoked: true, note: null });
    expect([falcon.tokens.live(), await kept()]).toEqual([0, []]);
  });

  test('is left to the sweep where it could not be revoked, while its run goes on with the other', async () => {
    const runId = await begin();
    refuse(1);
    breakRevocation(1);
    await look(runId);
    expect([falcon.tokens.live(), (await kept()).length]).toEqual([2, 2]);
    expect(await sweepSessions(floor.db, inSeconds(1))).toBe(1);
    expect([falcon.tokens.live(), (await kept()).length]).toEqual([1, 1]);
    await look(runId);
    expect(falcon.tokens.issued).toBe(2);
    expect(await endRunSession(ctx(), { runId, allowedNetworks })).toBe(true);
    expect(falcon.tokens.live()).toBe(0);
  });
});

test('of a step that is done several times at once every token is known, whatever becomes of its revocation', async () => {
  const runId = await begin();
  breakRevocation(3);
  // None can be kept before each has its token.
  const { looks } = await floor.db.transaction(async (tx) => {
    await tx.execute('lock table vendor_sessions in share mode');
    const begun = Promise.all(Array.from({ length: 4 }, () => look(runId)));
    await untilBlocked(floor.db, 4);
    return { looks: begun };
  });
  await looks;
  expect(falcon.tokens.live()).toBe((await kept()).length);
  expect((await kept()).filter(({ retiredAt }) => retiredAt === null)).toHaveLength(1);
  await floor.db.update(runs).set({ endedAt: new Date(), status: 'completed' }).where(eq(runs.id, runId));
  await sweepSessions(floor.db, inSeconds(60));
  await sweepSessions(floor.db, inSeconds(600));
  expect([falcon.tokens.live(), await kept()]).toEqual([0, []]);
});

describe('once the connector is another one', () => {
  test('a token is neither used nor ended there, and is ended where it came from', async () => {
    const runId = await begin();
    await look(runId);
    await connect(other);
    await look(runId);
    const [token] = falcon.requests.flatMap(
      ({ headers }) => /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? [],
    );
    const sent = JSON.stringify(other.requests.map(({ headers, form }) => [headers, form?.toString()]));
    expect(sent).not.toContain(token);
    expect(await tryToEndSession(ctx(), { runId, allowedNetworks })).toEqual({
      revoked: false,
      note: "The session was opened at another address of CrowdStrike or with another API client, and only there can it be ended. It is tried again until the token's time is over.",
    });
    expect([falcon.tokens.live(), other.tokens.live(), (await kept()).length]).toEqual([1, 0, 1]);
    await connect(falcon);
    expect(await sweepSessions(floor.db, inSeconds(600))).toBe(1);
    expect([falcon.tokens.live(), await kept()]).toEqual([0, []]);
  });

  test('a token is forgotten when its time is over, and not before', async () => {
    const runId = await begin();
    await look(runId);
    await connect(other);
    await floor.db.update(runs).set({ endedAt: new Date(), status: 'failed' }).where(eq(runs.id, runId));
    expect(await sweepSessions(floor.db, inSeconds(600))).toBe(0);
    expect(await kept()).toHaveLength(1);
    expect(await sweepSessions(floor.db, inSeconds(3_600))).toBe(1);
    expect(await kept()).toEqual([]);
    expect(other.requests).toEqual([]);
  });
});

describe('a session that is no run’s', () => {
  test('ends with its work, and hides nothing of what that came to', async () => {
    const done = withOwnSession(ctx(), await connection(), (session) => queryAlerts(session, { filter: null }));
    expect(await done).toMatchObject({ total: 0 });
    const failed = withOwnSession(ctx(), await connection(), () => Promise.reject(new Error('the work failed')));
    await expect(failed).rejects.toThrow('the work failed');
    expect([falcon.tokens.issued, falcon.tokens.live(), await kept()]).toEqual([2, 0, []]);
  });

  test('is ended by the sweep where Falcon did not confirm it', async () => {
    breakRevocation(1);
    await withOwnSession(ctx(), await connection(), (session) => queryAlerts(session, { filter: null }));
    expect(falcon.tokens.live()).toBe(1);
    expect(await sweepSessions(floor.db, inSeconds(1))).toBe(1);
    expect([falcon.tokens.live(), await kept()]).toEqual([0, []]);
  });

  test('also that of the connector’s test', async () => {
    breakRevocation(1);
    const admin = ctxOf(floor.db, as(floor.people.admin), new Date());
    const { ok } = await testConnector({ ctx: admin, input: { id: 'crowdstrike', allowedNetworks } });
    expect([ok, falcon.tokens.live()]).toEqual([true, 1]);
    expect(await sweepSessions(floor.db, inSeconds(1))).toBe(1);
    expect([falcon.tokens.live(), await kept()]).toEqual([0, []]);
  });

  test('is left alone while it may be at work, and ended once it cannot be', async () => {
    const working = Promise.withResolvers<void>();
    const done = Promise.withResolvers<void>();
    const work = withOwnSession(ctx(), await connection(), async () => {
      working.resolve();
      await done.promise;
    });
    await working.promise;
    expect(await sweepSessions(floor.db, inSeconds(600))).toBe(0);
    expect(falcon.tokens.live()).toBe(1);
    expect(await sweepSessions(floor.db, inSeconds(901))).toBe(1);
    expect(falcon.tokens.live()).toBe(0);
    done.resolve();
    await work;
    expect(await kept()).toEqual([]);
  });
});
