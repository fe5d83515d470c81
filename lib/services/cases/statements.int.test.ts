import { Client } from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import { as, ctxOf, testFloor } from '../testing/fixtures.ts';
import { receiveOn, wizEvent, wizOrigin } from '../testing/vendor.ts';
import { acknowledgeCase } from './acknowledge.ts';
import { assignCase } from './assign.ts';
import { commentOnCase } from './comment.ts';
import { getCase } from './get.ts';
import { openCase } from './open.ts';
import { transitionCase } from './transition.ts';
import { updateCase } from './update.ts';

const floor = testFloor();
const ann = () => ctxOf(floor.db, as(floor.people.analyst));
const of = (key: string) => ({ ctx: ann(), input: { key } });

afterEach(() => vi.restoreAllMocks());

/** How many statements a call sends to Postgres, begin and commit included. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const query = vi.spyOn(Client.prototype, 'query');
  await work();
  return query.mock.calls.length;
}

/** Each is a round trip, and the case is locked meanwhile: who needs one more looks here whether it is asked twice. */
test.each<[string, number, (key: string) => Promise<unknown>]>([
  ['reading a case', 7, (key) => getCase(of(key))],
  ['taking it', 24, (key) => assignCase({ ctx: ann(), input: { key, assignee: floor.people.analyst.id } })],
  ['moving it', 22, (key) => transitionCase({ ctx: ann(), input: { key, to: { state: 'in_progress' } } })],
  ['a comment', 17, (key) => commentOnCase({ ctx: ann(), input: { key, body: 'Looked at it.' } })],
  ['another title', 18, (key) => updateCase({ ctx: ann(), input: { key, patch: { title: 'New' }, ifMatch: 1 } })],
  ['another severity', 21, (key) => updateCase({ ctx: ann(), input: { key, patch: { severity: 'critical' } } })],
  ['acknowledging it', 19, (key) => acknowledgeCase(of(key))],
])('%s takes at most %i statements', async (_, most, act) => {
  const observables = [{ value: 'evil.example' }];
  const { key } = await openCase({ ctx: ann(), input: { fields: { title: 'Case', severity: 'high', observables } } });
  const sent = await statementsOf(() => act(key));
  expect(sent).toBeGreaterThan(0);
  expect(sent).toBeLessThanOrEqual(most);
});

test('reading a case of alerts whose command lines are analysed takes one statement more, however many they are', async () => {
  const fields = { title: 'Case', severity: 'high', source: 'crowdstrike' } as const;
  const { key } = await openCase({ ctx: ann(), input: { fields, origin: wizOrigin('alert 0') } });
  for (const id of ['alert 1', 'alert 2', 'alert 3'])
    await receiveOn(ann(), key, { event: wizEvent(id, { vendor: 'crowdstrike' }), observables: [] });
  expect(await statementsOf(() => getCase(of(key)))).toBe(8);
});
