import { expect, test } from 'vitest';
import { oktaEvent } from '#e2e/vendors/okta-bodies.ts';
import { newId } from '../../db/id.ts';
import { caseEvents } from '../../db/schema/index.ts';
import { transact } from '../kernel/index.ts';
import { after, as, automation, ctxOf, NOW, testFloor } from '../testing/fixtures.ts';
import { rowOf } from '../testing/reads.ts';
import { evidenceOf } from './evidence.ts';
import { lockCase } from './fetch.ts';
import { openCase } from './open.ts';

const floor = testFloor();
const REPORT = 'user.account.report_suspicious_activity_by_enduser';

/** A case with these events, the first of them the oldest. */
async function caseWith(events: { eventType: string; ip: string; wrapped?: boolean }[]): Promise<string> {
  const fields = { title: 'Odd sign-ins', severity: 'medium' as const };
  const { key } = await openCase({ ctx: ctxOf(floor.db, as(floor.people.admin)), input: { fields } });
  const { id: caseId } = await rowOf(floor.db, key);
  await floor.db.insert(caseEvents).values(
    events.map(({ eventType, ip, wrapped }, n) => {
      const event = oktaEvent(1, { eventType, client: { ipAddress: ip } });
      const raw = wrapped ? { data: { events: [event] } } : event;
      const at = after(n);
      return { id: newId(), caseId, vendor: 'okta', vendorId: `${key}/${n}`, title: 'Okta', at, receivedAt: at, raw };
    }),
  );
  return key;
}
const evidence = (key: string) =>
  transact(ctxOf(floor.db, automation('case-created'), NOW), 'test.evidence', async (tx) =>
    evidenceOf(tx, await lockCase(tx, key, 'case.update')),
  );
const signIns = (many: number) =>
  Array.from({ length: many }, (_, n) => ({ eventType: 'user.session.start', ip: `192.0.2.${n % 250}` }));

test('sign-ins alone are neither a report nor a change of factors', async () => {
  expect(await evidence(await caseWith(signIns(3)))).toMatchObject({ userReport: false, factorChange: false });
});

test.each([false, true])(
  'a report and a change of factors weigh, however many events came later (in a hook’s body: %s)',
  async (wrapped) => {
    const first = [REPORT, 'user.mfa.factor.reset_all'].map((eventType) => ({ eventType, ip: '192.0.2.7', wrapped }));
    const key = await caseWith([...first, ...signIns(600)]);
    expect(await evidence(key)).toMatchObject({ userReport: true, factorChange: true });
  },
);
