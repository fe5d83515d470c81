import { asc, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { cases, caseTimers } from '../../db/schema/index.ts';
import { SYSTEM } from '../../domain/actor.ts';
import { assignCase } from '../cases/assign.ts';
import { commentOnCase } from '../cases/comment.ts';
import { openCase } from '../cases/open.ts';
import { transitionCase } from '../cases/transition.ts';
import { updateCase } from '../cases/update.ts';
import { after, as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { addTimer } from './add-timer.ts';
import { commandTimer } from './command-timer.ts';
import { recomputeBatch } from './recompute.ts';
import { tellTimers } from './tell.ts';

const floor = testFloor();
const robot = (seconds: number) => ctxOf(floor.db, automation(), after(seconds));
const ann = (seconds: number) => ctxOf(floor.db, as(floor.people.analyst), after(seconds));
const end = { verdict: 'false_positive', summary: 'Nothing.', breachReason: { code: 'workload' } } as const;

/** Cases with everything in their lives that timers follow. */
async function livedThrough() {
  for (const severity of ['critical', 'high', 'medium', 'informational'] as const) {
    const { key } = await openCase({ ctx: robot(0), input: { fields: { title: severity, severity, vip: true } } });
    const { id } = await addTimer({ ctx: ann(20), input: { key, timer: { name: 'Own', targetSeconds: 200 } } });
    await commandTimer({ ctx: ann(30), input: { key, timerId: id, command: 'pause' } });
    await tellTimers({ ctx: ctxOf(floor.db, SYSTEM, after(500)) });
    await updateCase({ ctx: ann(600), input: { key, patch: { severity: 'high', category: 'Cloud', vip: false } } });
    await transitionCase({ ctx: ann(700), input: { key, to: { state: 'on_hold', reason: 'x', wakeAt: after(9999) } } });
    await commandTimer({ ctx: ann(800), input: { key, timerId: id, command: 'resume' } });
    await transitionCase({ ctx: ann(900), input: { key, to: { state: 'in_progress' } } });
    await assignCase({ ctx: ann(950), input: { key, assignee: floor.people.colleague.id } });
    await tellTimers({ ctx: ctxOf(floor.db, SYSTEM, after(40_000)) });
    await transitionCase({ ctx: ann(50_000), input: { key, to: { state: 'closed', ...end } } });
    await transitionCase({ ctx: ann(60_000), input: { key, to: { state: 'in_progress' } } });
  }
}

const stored = async () => ({
  timers: await floor.db.select().from(caseTimers).orderBy(asc(caseTimers.caseId), asc(caseTimers.position)),
  leads: await floor.db
    .select({ due: cases.leadDueAt, risk: cases.leadAtRiskAt })
    .from(cases)
    .orderBy(asc(cases.number)),
});

test('rebuilds what was lost or spoilt to just what it was, in batches that go on where one ended', async () => {
  await livedThrough();
  const before = await stored();
  expect(before.timers.length).toBeGreaterThan(12);
  const right = await recomputeBatch(floor.db, 0, 100, after(60_000));
  expect(right).toMatchObject({ cases: 4, timers: 0, leads: 0, facts: 0, last: null });

  await floor.db.execute(sql`delete from case_timers where timer_id = 'resolve'`);
  await floor.db.execute(sql`update case_timers set due_at = null, next_at = now(), breach_told_at = null`);
  await floor.db.execute(sql`insert into case_timers (case_id, timer_id, position, metric, name, status, target_seconds,
    started_at, severity, category, source, vip) select id, 'ghost', 9, 'custom', 'x', 'running', 1, now(), 'low', 'x', 'x', false from cases`);
  await floor.db.execute(sql`update cases set lead_due_at = now(), lead_at_risk_at = null`);
  const first = await recomputeBatch(floor.db, 0, 3, after(60_000));
  expect(first).toMatchObject({ cases: 3, leads: 3 });
  const rest = await recomputeBatch(floor.db, first.last!, 3, after(60_000));
  expect(rest).toMatchObject({ cases: 1, last: null });
  expect(await stored()).toEqual(before);
});

test('a change beside it is not lost', async () => {
  const { key } = await openCase({ ctx: robot(0), input: { fields: { title: 'Busy', severity: 'critical' } } });
  await Promise.all([
    ...Array.from({ length: 5 }, () => recomputeBatch(floor.db, 0, 100, after(60))),
    commentOnCase({ ctx: ann(60), input: { key, body: 'Seen.' } }),
    recomputeBatch(floor.db, 0, 100, after(60)),
  ]);
  const before = await stored();
  expect((await recomputeBatch(floor.db, 0, 100, after(60))).timers).toBe(0);
  expect(before.timers.filter(({ status }) => status === 'met')).not.toEqual([]);
});

test('the dimensions follow the case, also where no timer moves', async () => {
  const { key } = await openCase({ ctx: robot(0), input: { fields: { title: 'Moves', severity: 'critical' } } });
  await updateCase({ ctx: robot(10), input: { key, patch: { store: 'Rome 1', source: 'siem' } } });
  await assignCase({ ctx: robot(20), input: { key, assignee: floor.people.colleague.id } });
  const rows = (await stored()).timers.filter(({ source }) => source === 'siem');
  expect(rows).toMatchObject([
    { store: 'Rome 1', assigneeId: floor.people.colleague.id },
    { store: 'Rome 1', assigneeId: floor.people.colleague.id },
  ]);
});
