import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import type { Member } from '../../db/schema/index.ts';
import { cases } from '../../db/schema/index.ts';
import type { Actor, Role } from '../../domain/actor.ts';
import { DESK_ROLES } from '../../domain/actor.ts';
import { numberOf } from '../../domain/case.ts';
import { accessToCase, type CaseAction } from '../../domain/permissions.ts';
import { editComment } from '../comments/edit.ts';
import { offerHandOver } from '../hand-overs/offer.ts';
import { addPerson } from '../people/add.ts';
import { listOnlookers } from '../presence/list.ts';
import { addTask } from '../tasks/add.ts';
import { removeTask } from '../tasks/remove.ts';
import { updateTask } from '../tasks/update.ts';
import { apiKey, as, automation, ctxOf, member, testFloor } from '../testing/fixtures.ts';
import { acknowledgeCase } from './acknowledge.ts';
import { addLinks } from './add-link.ts';
import { addObservables } from './add-observables.ts';
import { assignCase } from './assign.ts';
import { listAttack } from './attack.ts';
import { commentOnCase } from './comment.ts';
import { countCases } from './counts.ts';
import { exportCase } from './export.ts';
import { getCase } from './get.ts';
import { listCases } from './list.ts';
import { listCaseEvents } from './list-events.ts';
import { openCase } from './open.ts';
import { pressAction } from './press.ts';
import { listCaseObservables, listTimeline } from './streams.ts';
import { transitionCase } from './transition.ts';
import { updateCase } from './update.ts';

const floor = testFloor();
const people = {} as Record<Role, Member>;

beforeAll(async () => {
  for (const role of DESK_ROLES) people[role] = await member(floor.db, { name: `The ${role}`, role });
});

interface Standing {
  restricted: boolean;
  involved: 'no' | 'owner' | 'collaborator' | 'watcher';
  isSubject: boolean;
}

/** A case to which the member stands so. */
async function caseFor(who: Member, standing: Standing): Promise<string> {
  const { key } = await openCase({
    ctx: ctxOf(floor.db, automation()),
    input: { fields: { title: 'Secret', severity: 'high', restricted: standing.restricted } },
  });
  await floor.db
    .update(cases)
    .set({
      assigneeId: standing.involved === 'owner' ? who.id : null,
      collaborators: standing.involved === 'collaborator' ? [who.id] : [],
      watchers: standing.involved === 'watcher' ? [who.id] : [],
      subjectMemberId: standing.isSubject ? who.id : null,
    })
    .where(eq(cases.number, numberOf(key)!));
  return key;
}

const STANDINGS: Standing[] = [false, true].flatMap((restricted) =>
  (['no', 'owner', 'collaborator', 'watcher'] as const).flatMap((involved) =>
    [false, true].map((isSubject) => ({ restricted, involved, isSubject })),
  ),
);
const table = DESK_ROLES.flatMap((role) => STANDINGS.map((standing) => [role, standing] as const));

/** Each way to look at a case, by the permission that it needs. */
const READS = {
  get: (actor: Actor, key: string) => getCase({ ctx: ctxOf(floor.db, actor), input: { key } }),
  timeline: (actor: Actor, key: string) => listTimeline({ ctx: ctxOf(floor.db, actor), input: { key, query: {} } }),
  events: (actor: Actor, key: string) => listCaseEvents({ ctx: ctxOf(floor.db, actor), input: { key, query: {} } }),
  observables: (actor: Actor, key: string) =>
    listCaseObservables({ ctx: ctxOf(floor.db, actor), input: { key, query: {} } }),
  attack: (actor: Actor, key: string) => listAttack({ ctx: ctxOf(floor.db, actor), input: { key, query: {} } }),
  onlookers: (actor: Actor, key: string) => listOnlookers({ ctx: ctxOf(floor.db, actor), input: { key } }),
  export: (actor: Actor, key: string) => exportCase({ ctx: ctxOf(floor.db, actor), input: { key, as: 'json' } }),
};

/** Each way to act on one, in an order in which each is possible after the others. */
const ACTS: [CaseAction, (actor: Actor, key: string) => Promise<unknown>][] = [
  ['case.update', (actor, key) => addTask({ ctx: ctxOf(floor.db, actor), input: { key, task: { title: 'Look' } } })],
  [
    'case.assign',
    (actor, key) =>
      addPerson({ ctx: ctxOf(floor.db, actor), input: { key, part: 'watchers', member: floor.people.admin.id } }),
  ],
  ['case.update', (actor, key) => acknowledgeCase({ ctx: ctxOf(floor.db, actor), input: { key } })],
  [
    'case.update',
    (actor, key) => updateCase({ ctx: ctxOf(floor.db, actor), input: { key, patch: { title: 'Changed' } } }),
  ],
  [
    'case.update',
    (actor, key) =>
      addLinks({ ctx: ctxOf(floor.db, actor), input: { key, links: [{ title: 'a', url: 'https://a.example/' }] } }),
  ],
  ['case.comment', (actor, key) => commentOnCase({ ctx: ctxOf(floor.db, actor), input: { key, body: 'Hm.' } })],
  [
    'case.observe',
    (actor, key) => addObservables({ ctx: ctxOf(floor.db, actor), input: { key, items: [{ value: '198.51.100.1' }] } }),
  ],
  ['case.act', (actor, key) => pressAction({ ctx: ctxOf(floor.db, actor), input: { key, action: 'advance-runbook' } })],
  [
    'case.transition',
    (actor, key) => transitionCase({ ctx: ctxOf(floor.db, actor), input: { key, to: { state: 'triage' } } }),
  ],
  [
    'case.assign',
    (actor, key) =>
      assignCase({
        ctx: ctxOf(floor.db, actor),
        input: { key, assignee: floor.people.colleague.id, keepPrevious: true },
      }),
  ],
  [
    'case.restrict',
    (actor, key) =>
      getCase({ ctx: ctxOf(floor.db, automation()), input: { key } }).then(({ restricted }) =>
        updateCase({ ctx: ctxOf(floor.db, actor), input: { key, patch: { restricted: !restricted } } }),
      ),
  ],
];

async function expectReads(actor: Actor, key: string, seen: boolean): Promise<void> {
  for (const read of Object.values(READS)) {
    if (seen) await expect(read(actor, key)).resolves.toBeTruthy();
    else await expect(read(actor, key)).rejects.toMatchObject({ code: 'not_found' });
  }
  const listed = await listCases({ ctx: ctxOf(floor.db, actor), input: { q: key } });
  expect(listed.items.map((item) => item.key)).toEqual(seen ? [key] : []);
  expect(listed.count.value).toBe(seen ? 1 : 0);
}

test.each(table)(
  '%s, %j: sees and does what the table says, and what he may not see does not exist',
  async (role, standing) => {
    const key = await caseFor(people[role], standing);
    const actor = as(people[role]);
    const relation = { ...standing, involved: standing.involved !== 'no' };
    const seen = accessToCase(role, 'case.read', relation);
    await expectReads(actor, key, seen);
    for (const [action, act] of ACTS) {
      if (accessToCase(role, action, relation)) await expect(act(actor, key)).resolves.toBeTruthy();
      else await expect(act(actor, key)).rejects.toMatchObject({ code: seen ? 'forbidden' : 'not_found' });
    }
  },
);

test.each(DESK_ROLES)('a key of role %s is involved in nothing and the subject of nothing', async (role) => {
  for (const restricted of [false, true]) {
    const key = await caseFor(people[role], { restricted, involved: 'owner', isSubject: true });
    const relation = { restricted, involved: false, isSubject: false };
    await expectReads(apiKey(role), key, accessToCase(role, 'case.read', relation));
  }
});

test('the counts leave out what may not be seen', async () => {
  const nobody = await member(floor.db, { name: 'New analyst' });
  const before = await countCases({ ctx: ctxOf(floor.db, as(nobody)) });
  await caseFor(nobody, { restricted: true, involved: 'no', isSubject: false });
  await caseFor(nobody, { restricted: false, involved: 'no', isSubject: true });
  expect(await countCases({ ctx: ctxOf(floor.db, as(nobody)) })).toEqual(before);
  await caseFor(nobody, { restricted: true, involved: 'owner', isSubject: false });
  expect(await countCases({ ctx: ctxOf(floor.db, as(nobody)) })).toMatchObject({ myOpen: 1, all: before.all + 1 });
});

test('who may not act is told so before his input is read', async () => {
  const lead = ctxOf(floor.db, as(floor.people.lead));
  const { key } = await openCase({ ctx: lead, input: { fields: { title: 'A', severity: 'low' } } });
  const ctx = ctxOf(floor.db, as(floor.people.viewer));
  const refused = await Promise.allSettled([
    updateCase({ ctx, input: { key, patch: { severity: 'worst' as never } } }),
    transitionCase({ ctx, input: { key, to: { state: 'nowhere' as never } } }),
    assignCase({ ctx, input: { key, assignee: '' } }),
    commentOnCase({ ctx, input: { key, body: '' } }),
    addLinks({ ctx, input: { key, links: [{ title: '', url: 'x' }] } }),
    addObservables({ ctx, input: { key, items: [] } }),
    updateTask({ ctx, input: { key, taskId: 'x', patch: {} } }),
    addTask({ ctx, input: { key, task: {} } }),
    removeTask({ ctx, input: { key, taskId: 'x' } }),
    editComment({ ctx, input: { key, id: 'x', body: '' } }),
    addPerson({ ctx, input: { key, part: 'collaborators', member: 'nobody' } }),
    offerHandOver({ ctx, input: {} }),
  ]);
  expect(refused.map((one) => one.status === 'rejected' && one.reason.code)).toEqual(refused.map(() => 'forbidden'));
});
