import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#lib/db/id.ts';
import { members, noticeRecipients, notices, stakeholders } from '#lib/db/schema/index.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { acknowledgeCase } from '#lib/services/cases/acknowledge.ts';
import { openCase } from '#lib/services/cases/open.ts';
import { transitionCase } from '#lib/services/cases/transition.ts';
import { as, automation, ctxOf, member } from '#lib/services/testing/fixtures.ts';
import { rowOf, timelineOf } from '#lib/services/testing/reads.ts';
import { adminCtx, readCase } from './testing/cases.ts';
import { runsOf, testMachine } from './testing/harness.ts';
import { idleScout } from './testing/idle-scout.ts';
import { asleep, wakeSleepers } from './testing/sleepers.ts';

const machine = testMachine({ instead: [idleScout] });
const parameters = (given: Record<string, unknown>) =>
  updateAutomation({ ctx: adminCtx(machine), input: { id: 'case-in-progress', patch: { parameters: given } } });
const SHIPPED = {
  categories: ['Identity & Access'],
  roles: ['analyst'],
  groups: [],
  acknowledgeWithinMinutes: 15,
  redraws: 2,
};

beforeAll(async () => {
  for (const id of ['route-by-severity', 'case-created', 'enrich-observables', 'notify'])
    await updateAutomation({ ctx: adminCtx(machine), input: { id, patch: { enabled: false } } }).catch(() => {});
});
beforeEach(() => parameters(SHIPPED));

const analysts = () => [machine.people.analyst.id, machine.people.colleague.id];

async function moved(fields: object = {}, mover: Actor = automation()): Promise<string> {
  const given = { title: 'Odd sign-in', severity: 'medium', category: 'Identity & Access', ...fields } as const;
  const { key } = await openCase({ ctx: adminCtx(machine), input: { fields: given as never } });
  await transitionCase({ ctx: ctxOf(machine.db, mover, new Date()), input: { key, to: { state: 'in_progress' } } });
  await asleep(machine);
  return key;
}
const owner = async (key: string) => (await readCase(machine, key)).assignee?.id ?? null;
const drawsOf = async (key: string) =>
  (await timelineOf(machine.db, key)).flatMap(({ kind, detail }) =>
    kind === 'summary' && detail.draw ? [detail.draw] : [],
  );
async function toldOf(key: string): Promise<string[]> {
  const { id } = await rowOf(machine.db, key);
  const rows = await machine.db
    .select({ name: members.name, kind: notices.kind })
    .from(noticeRecipients)
    .innerJoin(members, eq(members.id, noticeRecipients.memberId))
    .innerJoin(notices, eq(notices.id, noticeRecipients.noticeId))
    .where(eq(notices.caseId, id));
  return rows.map(({ name, kind }) => `${name} ${kind}`).sort();
}

describe('a case that an automation moves to In progress', () => {
  test('is drawn among those on shift, and the draw can be checked', async () => {
    const key = await moved();
    expect(analysts()).toContain(await owner(key));
    const [draw] = (await drawsOf(key)) as { candidates: { id: string }[]; number: number; of: number; from: string }[];
    expect(draw).toMatchObject({ from: 'shift', of: 2 });
    expect(draw!.candidates.map(({ id }) => id)).toEqual(analysts().toSorted());
    expect(draw!.candidates[draw!.number]!.id).toBe(await owner(key));
  });

  test('tells its new owner and the stakeholders', async () => {
    const rule = {
      id: newId(),
      name: 'Identity',
      categories: ['Identity & Access'],
      memberIds: [machine.people.viewer.id],
    };
    await machine.db.insert(stakeholders).values({ ...rule, createdAt: new Date(), updatedAt: new Date() });
    const key = await moved();
    const name = (await readCase(machine, key)).assignee!.name;
    expect(await toldOf(key)).toEqual([`${name} case.assigned`, 'Vera case.escalated']);
    await machine.db.delete(stakeholders);
  });

  test('never goes to its subject', async () => {
    const { analyst, colleague } = machine.people;
    const observables = [{ type: 'user', value: analyst.email, role: 'victim' }];
    for (let times = 0; times < 6; times += 1) expect(await owner(await moved({ observables }))).toBe(colleague.id);
  });

  test('stays with the human who owns it', async () => {
    const { lead } = machine.people;
    const key = await moved({ assignee: lead.email });
    expect(await owner(key)).toBe(lead.id);
    expect(await drawsOf(key)).toEqual([]);
  });

  test('leaves Scout for a person', async () => {
    expect(analysts()).toContain(await owner(await moved({ assignee: machine.scout.email })));
  });

  test('goes to the roles and groups of the parameters', async () => {
    const nia = await member(machine.db, { name: 'Nia', role: 'lead', groups: ['Night'] });
    await parameters({ ...SHIPPED, roles: ['analyst', 'lead'], groups: ['night'] });
    expect(await owner(await moved())).toBe(nia.id);
    await machine.db.update(members).set({ disabledAt: new Date() }).where(eq(members.id, nia.id));
  });

  test('waits in the leads’ queue where nobody is there, and they are told', async () => {
    await parameters({ ...SHIPPED, groups: ['nobody'] });
    const key = await moved();
    expect(await owner(key)).toBeNull();
    expect((await rowOf(machine.db, key)).queue).toBe('leads');
    expect(await toldOf(key)).toEqual(['Lena case.unowned']);
  });
});

describe('a case that a person moves', () => {
  test('is that person’s', async () => {
    const { colleague } = machine.people;
    const key = await moved({}, as(colleague));
    expect(await owner(key)).toBe(colleague.id);
    expect(await toldOf(key)).toEqual(['Carl case.assigned']);
  });

  test('is drawn where a program with a key moved it', async () => {
    const key = { kind: 'api_key', id: newId(), name: 'Script', role: 'admin' } as const;
    expect(analysts()).toContain(await owner(await moved({}, key)));
  });
});

describe('who does not acknowledge', () => {
  test('loses the case to another, and the leads are told; then it stays', async () => {
    const key = await moved();
    const first = (await owner(key))!;
    await wakeSleepers(machine);
    const second = (await owner(key))!;
    expect([first, second].toSorted()).toEqual(analysts().toSorted());
    expect((await readCase(machine, key)).collaborators.map(({ id }) => id)).toEqual([first]);
    await wakeSleepers(machine);
    // Both have had it: nobody else is there.
    expect(await owner(key)).toBe(second);
    const told = await toldOf(key);
    expect(told.filter((line) => line === 'Lena case.not_acknowledged')).toHaveLength(2);
    expect(await drawsOf(key)).toHaveLength(2);
  });

  test('keeps it where he has acknowledged or only done something on it', async () => {
    const key = await moved();
    const mine = await owner(key);
    const [me] = await machine.db.select().from(members).where(eq(members.id, mine!));
    await acknowledgeCase({ ctx: ctxOf(machine.db, as(me!), new Date()), input: { key } });
    await wakeSleepers(machine);
    expect(await owner(key)).toBe(mine);
    expect(await toldOf(key)).not.toContain('Lena case.not_acknowledged');
  });

  test('keeps it for ever where no time is set', async () => {
    await parameters({ ...SHIPPED, acknowledgeWithinMinutes: 0 });
    const key = await moved();
    const runs = await runsOf(machine, { caseId: (await rowOf(machine.db, key)).id });
    expect(runs.find(({ automation: id }) => id === 'case-in-progress')).toMatchObject({ status: 'completed' });
  });
});

describe('nothing happens', () => {
  const reasonOf = async (key: string) => {
    const runs = await runsOf(machine, { caseId: (await rowOf(machine.db, key)).id });
    return runs.filter(({ automation: id }) => id === 'case-in-progress').map(({ reason }) => reason);
  };

  test('to a case of another category', async () => {
    const key = await moved({ category: 'Cloud' });
    expect(await owner(key)).toBeNull();
    expect(await reasonOf(key)).toEqual(['Not run because the category Cloud is not among Identity & Access.']);
  });

  test('to one that moves elsewhere', async () => {
    const fields = { title: 'T', severity: 'medium', category: 'Identity & Access' } as const;
    const { key } = await openCase({ ctx: adminCtx(machine), input: { fields } });
    await transitionCase({ ctx: adminCtx(machine), input: { key, to: { state: 'triage' } } });
    await asleep(machine);
    expect(await reasonOf(key)).toEqual(['Not run because the case moved to triage.']);
  });
});
