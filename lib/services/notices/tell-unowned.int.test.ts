import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { cases, notices } from '../../db/schema/index.ts';
import { SYSTEM } from '../../domain/actor.ts';
import { assignCase } from '../cases/assign.ts';
import { openCase } from '../cases/open.ts';
import { after, as, ctxOf, NOW, testFloor } from '../testing/fixtures.ts';
import { rowOf } from '../testing/reads.ts';
import { tellUnowned } from './tell-unowned.ts';

const floor = testFloor();
const system = (seconds: number) => ({ ctx: ctxOf(floor.db, SYSTEM, after(seconds)) });
const HOUR = 3600;

async function open(title: string, fields: object = {}): Promise<string> {
  const input = { fields: { title, severity: 'informational' as const, ...fields } };
  return (await openCase({ ctx: ctxOf(floor.db, SYSTEM, NOW), input })).key;
}

test('the leads hear once a day of what nobody has, and of nothing else', async () => {
  const [left, taken, hidden, theirs] = [
    await open('Left'),
    await open('Taken'),
    await open('Hidden', { restricted: true }),
    await open('In the leads’ queue'),
  ];
  const { lead, analyst } = floor.people;
  await assignCase({ ctx: ctxOf(floor.db, as(lead)), input: { key: taken!, assignee: analyst.id } });
  await floor.db
    .update(cases)
    .set({ queue: 'leads' })
    .where(eq(cases.id, (await rowOf(floor.db, theirs!)).id));
  expect(await tellUnowned(system(HOUR - 60)), 'it may still be given to somebody').toEqual({ waiting: 0 });
  expect(await tellUnowned(system(HOUR + 60))).toEqual({ waiting: 1 });
  await tellUnowned(system(2 * HOUR));
  const told = () => floor.db.select().from(notices).where(eq(notices.kind, 'case.unowned'));
  expect(await told()).toMatchObject([{ body: `${left} Left`, link: '/cases?assignee=none' }]);
  expect(JSON.stringify(await told())).not.toContain(hidden);
  await tellUnowned(system(26 * HOUR));
  expect(await told()).toHaveLength(2);
});
