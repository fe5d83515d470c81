import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { oktaEvent } from '#e2e/vendors/okta-bodies.ts';
import { oktaCaseOf } from '../../domain/okta/as-case.ts';
import { OktaEvent } from '../../domain/okta/event.ts';
import { oktaFactsOf } from '../../domain/okta/facts.ts';
import type { VipJudgement } from '../../domain/okta/vip.ts';
import { useEncryptionKey } from '../connectors/box.ts';
import { putConnector } from '../connectors/put.ts';
import { acceptOktaEvents } from '../deliveries/accept-okta.ts';
import { as, automation, ctxOf, NOW, testFloor } from '../testing/fixtures.ts';
import { rowOf } from '../testing/reads.ts';
import { openCase } from './open.ts';
import { takeInAbout } from './take-in-about.ts';
import { readVipQuestion } from './vip-question.ts';

const floor = testFloor();
const robot = () => ctxOf(floor.db, automation('okta-suspicious-activity'));
const admin = () => ctxOf(floor.db, as(floor.people.admin));

beforeAll(() => {
  useEncryptionKey('01'.repeat(32));
  return putConnector({ ctx: admin(), input: { id: 'okta', enabled: true, credentials: {} } });
});

interface Person {
  id: string | null;
  login: string | null;
}
function somebody(): { id: string; login: string } {
  const id = `00u${randomUUID()}`;
  return { id, login: `${id.slice(0, 12)}@retail.example` };
}
const partyOf = ({ id, login }: Person) => ({
  id,
  type: 'User',
  alternateId: login ?? 'unknown',
  displayName: 'Somebody',
});

const SAID: Record<VipJudgement['vip'], string> = {
  yes: 'Is in the group VIP.',
  no: 'Is in no VIP group.',
  unknown: 'Okta is down.',
  nobody: 'Okta names no user in this event.',
};

/** Brings an event about a person, done by himself or another, for whom Okta was asked with this answer; answers the case's key. */
async function bring(person: Person | null, vip: VipJudgement['vip'], by: Person | null = person): Promise<string> {
  const raw = oktaEvent(1, {
    ...{ uuid: randomUUID(), client: { ipAddress: '203.0.113.9' } },
    actor: by && (partyOf(by) as never),
    target: person ? [partyOf(person) as never] : [],
  });
  const vendor = ctxOf(floor.db, { kind: 'vendor', id: 'okta', name: 'okta' });
  const body = Buffer.from(JSON.stringify({ data: { events: [raw] } }));
  const { deliveryId } = await acceptOktaEvents({ ctx: vendor, input: { raw: body, receivedAt: NOW } });
  const facts = oktaFactsOf(OktaEvent.parse(raw));
  const made = oktaCaseOf(facts, { reason: 'Odd.', factorChange: false }, 'medium');
  const taken = await takeInAbout({
    ctx: robot(),
    input: {
      ...{ about: made.subject, categories: [], user: facts.user, vip: { vip, reason: SAID[vip] } },
      object: { connectorId: 'okta', objectKey: raw.uuid },
      event: {
        ...{ vendor: 'okta', vendorId: raw.uuid, deliveryId, title: made.fields.title },
        ...{ at: NOW, receivedAt: NOW, raw, summary: made.report },
      },
      fields: made.fields,
      observables: made.observables.map(({ path, ...item }) => ({ ...item, origins: [{ path, deliveryId }] })),
    },
  });
  return taken.key!;
}
const vipOf = async (key: string) => {
  const { vip, vipUnknown } = await rowOf(floor.db, key);
  return vip ? 'yes' : vipUnknown ? 'unknown' : 'no';
};
/** A case by hand about some people. */
const openAbout = async (...people: Person[]) => {
  const observables = people.map(({ login }) => ({ type: 'user' as const, value: login! }));
  const fields = { title: 'Phished', severity: 'low' as const, category: 'Email', observables };
  return (await openCase({ ctx: admin(), input: { fields } })).key;
};

test('an event that names nobody settles no question about somebody', async () => {
  const a = somebody();
  const key = await bring(a, 'unknown');
  expect(await bring(null, 'nobody')).toBe(key);
  expect(await vipOf(key)).toBe('unknown');
  expect(await bring(a, 'no')).toBe(key);
  expect(await vipOf(key)).toBe('no');
});

test('that one of two is no VIP settles nothing of the other, and the other is still asked about', async () => {
  const [a, b] = [somebody(), somebody()];
  const key = await openAbout(a, b);
  expect(await bring(a, 'unknown')).toBe(key);
  expect(await bring(b, 'no')).toBe(key);
  expect(await vipOf(key)).toBe('unknown');
  const { users } = await readVipQuestion({ ctx: robot(), input: { key } });
  expect(users.toSorted()).toEqual([a.id, b.id].toSorted());
});

test('what is not known of a second user is a question of its own; of the same one, what was known stays known', async () => {
  const [a, b] = [somebody(), somebody()];
  const key = await openAbout(a, b);
  await bring(a, 'no');
  await bring(a, 'unknown');
  expect(await vipOf(key)).toBe('no');
  expect(await bring(b, 'unknown')).toBe(key);
  expect(await vipOf(key)).toBe('unknown');
});

test('a user of an early event is asked about, however many came later', async () => {
  const [a, b] = [somebody(), somebody()];
  const key = await openAbout(a, b);
  await bring(a, 'unknown');
  for (let n = 0; n < 60; n += 1) await bring(b, 'no');
  expect((await readVipQuestion({ ctx: robot(), input: { key } })).users).toContain(a.id);
  expect(await vipOf(key)).toBe('unknown');
});

test('events of an administrator do not go onto the case of his victim', async () => {
  const [victim, boss] = [somebody(), somebody()];
  const key = await bring(victim, 'no', boss);
  expect(await bring(boss, 'no')).not.toBe(key);
  expect(await bring(victim, 'no')).toBe(key);
});

test('one user by login in one event and by id in another is on one case', async () => {
  const [first, second] = [somebody(), somebody()];
  const key = await bring(first, 'no');
  expect(await bring({ id: first.id, login: null }, 'no')).toBe(key);
  const other = await bring({ id: second.id, login: null }, 'no');
  expect(await bring(second, 'no')).toBe(other);
  expect(other).not.toBe(key);
});

test('however many of both come at once', async () => {
  const one = somebody();
  const keys = await Promise.all(
    Array.from({ length: 12 }, (_, n) => bring({ id: one.id, login: n % 2 ? one.login : null }, 'no')),
  );
  expect(new Set(keys).size).toBe(1);
  expect((await rowOf(floor.db, keys[0]!)).eventCount).toBe(12);
});
