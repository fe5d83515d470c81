import { randomBytes } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ObservableRole } from '../../domain/observables/types.ts';
import { updateAutomation } from '../automations/patch.ts';
import { lockCase } from '../cases/fetch.ts';
import { mergeCase } from '../cases/merge.ts';
import { markUnknown, settleVip } from '../cases/settle-vip.ts';
import { updateCase } from '../cases/update.ts';
import { useEncryptionKey } from '../connectors/box.ts';
import { putConnector } from '../connectors/put.ts';
import { transact } from '../kernel/index.ts';
import { as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { linkFound } from '../testing/found.ts';
import { kindsOf, rowOf, timelineOf } from '../testing/reads.ts';
import { scoutsCase, settled } from './testing/scouts-case.ts';

const floor = testFloor();
const admin = () => ctxOf(floor.db, as(floor.people.admin));
const robot = () => ctxOf(floor.db, automation('confirm-vip'));
const PROGRAM = { kind: 'api_key', id: 'k', name: 'Intake', role: 'admin' } as const;

const UNKNOWN = 'It is not known whether the user is a VIP.';
const ROSSI = 'RETAIL\\mrossi';
const BIANCHI = 'RETAIL\\gbianchi';
const named = (value: string, type: 'user' | 'email' = 'user', role: ObservableRole = 'victim') => ({
  ...{ type, value, role },
});
const okta = (enabled: boolean, apiToken: string | null = 'a token of ours') =>
  putConnector({ ctx: admin(), input: { id: 'okta', enabled, credentials: { apiToken } } });
const says = (key: string, vip: boolean, ctx = admin()) => updateCase({ ctx, input: { key, patch: { vip } } });
const given = (...observables: ReturnType<typeof named>[]) => scoutsCase(floor, { fields: { observables } });
const endOf = async (key: string) => {
  const { outcome, refusals } = await settled(floor, key);
  return outcome === 'resolved' ? outcome : refusals;
};

beforeAll(async () => {
  useEncryptionKey(randomBytes(32).toString('base64'));
  const patch = { enabled: true, parameters: { acts: ['comment', 'resolve'] } };
  await updateAutomation({ ctx: admin(), input: { id: 'scout', patch } });
});
beforeEach(() => okta(true));

describe('whether there is a directory', () => {
  test('that it is switched off for now makes nobody known', async () => {
    expect(await endOf(await given(named(ROSSI)))).toEqual([UNKNOWN]);
    await okta(false);
    expect(await endOf(await given(named(ROSSI)))).toEqual([UNKNOWN]);
    expect(await endOf(await given())).toBe('resolved');
  });

  test('a house that has taken its access away has none', async () => {
    await okta(false, null);
    expect(await endOf(await given(named(ROSSI)))).toBe('resolved');
  });
});

describe('a person’s word', () => {
  test('that changes the case counts for those whom it names by then', async () => {
    const key = await given(named(ROSSI));
    await says(key, true);
    await says(key, false);
    expect(await endOf(key)).toBe('resolved');
  });

  test('that changes nothing of it is kept by who said it', async () => {
    const key = await given(named(ROSSI), named('m.rossi@retail.example', 'email'));
    const { version } = await rowOf(floor.db, key);
    await says(key, false);
    expect((await timelineOf(floor.db, key)).at(-1)).toMatchObject({
      summary: 'Said that no user of the case is a VIP',
      actor: { kind: 'user', id: floor.people.admin.id },
    });
    expect((await rowOf(floor.db, key)).version, 'nobody who edits it meanwhile is stale').toBe(version);
    const kinds = await kindsOf(floor.db, key);
    await says(key, false);
    expect(await kindsOf(floor.db, key), 'said again it is no news').toEqual(kinds);
    expect(await endOf(key)).toBe('resolved');
  });

  test('tells nothing of who is named after it', async () => {
    const key = await given(named(ROSSI));
    await says(key, false);
    await linkFound(floor.db, key, [{ ...named(BIANCHI), origins: [] }]);
    expect(await endOf(key)).toContain(UNKNOWN);
    const merged = await given(named(ROSSI));
    const other = await given(named(BIANCHI));
    await says(merged, false);
    await mergeCase({ ctx: admin(), input: { key: other, into: merged } });
    expect(await endOf(merged)).toContain(UNKNOWN);
  });

  test('is a person’s: a program says it in vain', async () => {
    const key = await given(named(ROSSI));
    await says(key, true, { ...admin(), actor: PROGRAM });
    await says(key, false, { ...admin(), actor: PROGRAM });
    expect(await endOf(key)).toEqual([UNKNOWN]);
  });

  test('is taken back by a yes, whoever says no after it', async () => {
    const key = await given(named(ROSSI));
    await says(key, false);
    await says(key, true);
    await says(key, false, { ...admin(), actor: PROGRAM });
    expect(await endOf(key)).toEqual([UNKNOWN]);
  });
});

describe('a directory’s no', () => {
  const doubt = (key: string) =>
    transact(robot(), 'test.doubt', async (tx) =>
      markUnknown(tx, await lockCase(tx, key, 'case.update'), 'Okta is down.'),
    );
  const answer = (key: string, told: string[]) =>
    settleVip({ ctx: robot(), input: { key, judgement: { vip: 'no', reason: 'Is in no VIP group.' }, told } });

  test('counts for those of whom it was asked', async () => {
    const key = await given(named(ROSSI));
    await doubt(key);
    expect(await answer(key, ['retail\\MROSSI'])).toEqual({ state: 'known' });
    expect(await endOf(key)).toBe('resolved');
  });

  test('and for nobody else', async () => {
    const key = await given(named(ROSSI), named(BIANCHI));
    await doubt(key);
    await answer(key, [ROSSI]);
    expect(await endOf(key)).toEqual([UNKNOWN]);
  });
});
