import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { members } from '../../db/schema/index.ts';
import { as, automation, ctxOf, after as later, NOW, testFloor } from '../testing/fixtures.ts';
import { rowOf } from '../testing/reads.ts';
import { acknowledgeCase } from './acknowledge.ts';
import { assignCase } from './assign.ts';
import { drawOwner } from './draw-owner.ts';
import { openCase } from './open.ts';
import { transitionCase } from './transition.ts';

const floor = testFloor();
const robot = automation('case-in-progress');
const draw = (key: string, unanswered: string[] = [], seconds = 0) =>
  drawOwner({
    ctx: ctxOf(floor.db, robot, later(seconds)),
    input: { key, movedBy: robot, roles: ['analyst'], groups: [], unanswered },
  });

/** A case in progress that somebody has been drawn for. */
async function drawn() {
  const ctx = ctxOf(floor.db, as(floor.people.admin), NOW);
  const fields = { title: 'Odd sign-in', severity: 'medium' as const };
  const { key } = await openCase({ ctx, input: { fields } });
  await transitionCase({ ctx: ctxOf(floor.db, robot, NOW), input: { key, to: { state: 'in_progress' } } });
  const { assignee } = await draw(key);
  const [owner] = await floor.db.select().from(members).where(eq(members.id, assignee!.id));
  return { key, owner: owner! };
}

test('who has not answered loses the case', async () => {
  const { key, owner } = await drawn();
  const again = await draw(key, [owner.id], 900);
  expect(again).toMatchObject({ outcome: 'drawn' });
  expect(again.assignee!.id).not.toBe(owner.id);
});

test('who acknowledges it between the look and the draw keeps it', async () => {
  const { key, owner } = await drawn();
  await acknowledgeCase({ ctx: ctxOf(floor.db, as(owner), later(900)), input: { key } });
  expect(await draw(key, [owner.id], 901)).toMatchObject({ outcome: 'kept', draw: null });
  expect((await rowOf(floor.db, key)).assigneeId).toBe(owner.id);
});

test('so does one who was passed over before and is named by somebody now', async () => {
  const { key, owner } = await drawn();
  const second = await draw(key, [owner.id], 900);
  const ctx = ctxOf(floor.db, as(floor.people.lead), later(1_000));
  await assignCase({ ctx, input: { key, assignee: owner.id } });
  expect(await draw(key, [owner.id, second.assignee!.id], 1_800)).toMatchObject({ outcome: 'kept' });
});
