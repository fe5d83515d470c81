import { and, eq, inArray } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { members, noticeRecipients, notices, outbox, stakeholders } from '../../db/schema/index.ts';
import type { Actor } from '../../domain/actor.ts';
import { assignCase } from '../cases/assign.ts';
import { bulkChange } from '../cases/bulk.ts';
import { undoBulk } from '../cases/bulk-undo.ts';
import { commentOnCase } from '../cases/comment.ts';
import { openCase } from '../cases/open.ts';
import { transitionCase } from '../cases/transition.ts';
import { updateCase } from '../cases/update.ts';
import { editComment } from '../comments/edit.ts';
import { offerHandOver } from '../hand-overs/offer.ts';
import { transact } from '../kernel/index.ts';
import { as, automation, ctxOf, member, testFloor } from '../testing/fixtures.ts';
import { rowOf } from '../testing/reads.ts';
import { type NoticeInput, tell } from './tell.ts';

const floor = testFloor();
const admin = () => ctxOf(floor.db, as(floor.people.admin));

beforeEach(async () => {
  await floor.db.delete(notices);
  await floor.db.delete(stakeholders);
  await floor.db.delete(outbox);
});

const telling = (input: Partial<NoticeInput>, actor: Actor = automation()) =>
  transact(ctxOf(floor.db, actor), 'test.tell', (tx) =>
    tell(tx, { kind: 'case.escalated', cause: newId(), to: 'leads', severity: 'high', title: 'Look', ...input }),
  );

/** Who was told of what, by name. */
async function told() {
  const rows = await floor.db
    .select({ name: members.name, kind: notices.kind, title: notices.title })
    .from(noticeRecipients)
    .innerJoin(members, eq(members.id, noticeRecipients.memberId))
    .innerJoin(notices, eq(notices.id, noticeRecipients.noticeId));
  return rows.map(({ name, kind }) => `${name} ${kind}`).sort();
}
const events = () => floor.db.select().from(outbox).where(eq(outbox.name, 'notice/created'));

const open = async (fields: object = {}) =>
  rowOf(
    floor.db,
    (await openCase({ ctx: admin(), input: { fields: { title: 'A case', severity: 'high', ...fields } } })).key,
  );
const stake = (fields: Partial<typeof stakeholders.$inferInsert>) =>
  floor.db
    .insert(stakeholders)
    .values({ id: newId(), name: 'Board', createdAt: new Date(), updatedAt: new Date(), ...fields });

describe('a notice', () => {
  test('stands in each one’s centre, with one event for the other channels', async () => {
    const { id } = await telling({ to: { members: [floor.people.analyst.id, floor.people.viewer.id] } });
    expect(await told()).toEqual(['Ann case.escalated', 'Vera case.escalated']);
    const [event] = await events();
    expect(event!.data).toMatchObject({ noticeId: id, cause: [] });
    expect(event!.data.members).toHaveLength(2);
  });

  test('of one cause reaches a member once, whoever tells, and whoever is left hears of it still', async () => {
    const cause = newId();
    const first = await telling({ cause, to: { members: [floor.people.analyst.id] } });
    expect(await telling({ cause, kind: 'sla.breached', to: { members: [floor.people.analyst.id] } })).toEqual(first);
    const both = { members: [floor.people.analyst.id, floor.people.lead.id] };
    expect(await telling({ cause, kind: 'sla.breached', to: both })).not.toEqual(first);
    expect(await told()).toEqual(['Ann case.escalated', 'Lena sla.breached']);
    expect(await events()).toHaveLength(2);
  });

  test('for hundreds is several, each with as many as one run can send to, and calls the paging service once', async () => {
    const made = { role: 'viewer', createdAt: new Date(), updatedAt: new Date() } as const;
    const crowd = Array.from({ length: 301 }, (_, n) => {
      const id = newId();
      return { id, name: `V${n}`, email: `${id}@shop.example`, ...made };
    });
    await floor.db.insert(members).values(crowd);
    await telling({ to: { members: crowd.map(({ id }) => id) }, page: true });
    expect(new Set(await told()).size).toBe(301);
    const sizes = (await events()).map(({ data }) => (data.members as string[]).length);
    expect(sizes.sort((a, b) => b - a)).toEqual([300, 1]);
    const rows = await floor.db.select().from(notices);
    expect(rows.map(({ paged, urgent }) => [paged, urgent])).toEqual(
      expect.arrayContaining([
        [true, true],
        [false, true],
      ]),
    );
    await floor.db.delete(members).where(
      inArray(
        members.id,
        crowd.map(({ id }) => id),
      ),
    );
  });

  test('that ten tell at once reaches a member once', async () => {
    const cause = newId();
    await Promise.all(Array.from({ length: 10 }, () => telling({ cause, to: { members: [floor.people.analyst.id] } })));
    expect(await told()).toEqual(['Ann case.escalated']);
    expect(await events()).toHaveLength(1);
  });

  test('reaches nobody who is disabled, no program, and not who did it', async () => {
    const gone = await member(floor.db, { name: 'Gone', disabledAt: new Date() });
    const all = { members: [gone.id, floor.scout.id, floor.people.analyst.id, floor.people.lead.id] };
    await telling({ to: all, exceptActor: true }, as(floor.people.lead));
    expect(await told()).toEqual(['Ann case.escalated']);
  });

  test('for nobody is none', async () => {
    expect(await telling({ to: { members: [floor.scout.id] } })).toEqual({ id: null });
    expect(await floor.db.select().from(notices)).toEqual([]);
    expect(await events()).toEqual([]);
  });

  test('for the leads goes to administrators where there is no lead', async () => {
    await telling({});
    expect(await told()).toEqual(['Lena case.escalated']);
    const lead = eq(members.id, floor.people.lead.id);
    await floor.db.update(members).set({ disabledAt: new Date() }).where(lead);
    await telling({});
    await floor.db.update(members).set({ disabledAt: null }).where(lead);
    expect(await told()).toEqual(['Ada case.escalated', 'Lena case.escalated']);
  });

  test('of a restricted case reaches who may see it, and never its subject', async () => {
    const observables = [{ type: 'user', value: floor.people.admin.email, role: 'victim' }];
    const { id } = await open({ restricted: true, assignee: floor.people.analyst.email, observables });
    await floor.db.delete(notices);
    const everybody = { members: Object.values(floor.people).map((one) => one.id) };
    await telling({ caseId: id, to: everybody });
    expect(await told()).toEqual(['Ann case.escalated', 'Lena case.escalated']);
  });
});

describe('stakeholders', () => {
  test('are those of the rules that the case fits, and its watchers', async () => {
    const { id } = await open({ category: 'Cloud', vip: true });
    const night = await member(floor.db, { name: 'Nia', groups: ['Night'] });
    await stake({ categories: ['cloud'], memberIds: [floor.people.viewer.id], slackChannel: 'C0123ABCD' });
    await stake({ vipOnly: true, groups: ['night'], teams: true });
    await stake({ categories: ['Malware'], memberIds: [floor.people.colleague.id] });
    await telling({ caseId: id, to: 'stakeholders' });
    expect(await told()).toEqual(['Nia case.escalated', 'Vera case.escalated']);
    const [notice] = await floor.db.select().from(notices).where(eq(notices.caseId, id));
    expect(notice).toMatchObject({ slackChannels: ['C0123ABCD'], teams: true });
    await floor.db.update(members).set({ disabledAt: new Date() }).where(eq(members.id, night.id));
  });

  test('of a case that is kept from some: no channel', async () => {
    const { id } = await open({ restricted: true });
    await stake({ memberIds: [floor.people.lead.id, floor.people.viewer.id], slackChannel: 'C0123ABCD', teams: true });
    await telling({ caseId: id, to: 'stakeholders' });
    expect(await told()).toEqual(['Lena case.escalated']);
    const [notice] = await floor.db.select().from(notices).where(eq(notices.caseId, id));
    expect(notice).toMatchObject({ slackChannels: [], teams: false });
  });
});

test('the stakeholders hear of a VIP’s case that is opened, once', async () => {
  await stake({ memberIds: [floor.people.viewer.id] });
  const { id } = await open({ vip: true });
  await open();
  await telling({ caseId: id, cause: `vip/${id}`, to: 'stakeholders' });
  expect(await told()).toEqual(['Vera case.opened']);
});

describe('the desk tells', () => {
  const resolve = { state: 'resolved', verdict: 'false_positive', summary: 'Nothing.' } as const;
  const keyed = async (fields: object = {}) => {
    const { key } = await openCase({
      ctx: admin(),
      input: { fields: { title: 'A case', severity: 'high', ...fields } },
    });
    return key;
  };

  test('whom a case is assigned to, but nobody who takes one', async () => {
    const key = await keyed();
    await assignCase({ ctx: admin(), input: { key, assignee: floor.people.analyst.id } });
    const taking = ctxOf(floor.db, as(floor.people.colleague));
    await assignCase({ ctx: taking, input: { key, assignee: floor.people.colleague.id } });
    await assignCase({ ctx: admin(), input: { key, assignee: floor.scout.id } });
    await keyed({ assignee: floor.people.viewer.id }).catch(() => {});
    await keyed({ assignee: floor.people.lead.id });
    expect(await told()).toEqual(['Ann case.assigned', 'Lena case.assigned']);
  });

  test('the leads of a case in their queue, once', async () => {
    const key = await keyed();
    for (let times = 0; times < 2; times += 1)
      await assignCase({ ctx: admin(), input: { key, assignee: null, queue: 'leads' } });
    expect(await told()).toEqual(['Lena case.unowned']);
  });

  test('the stakeholders of a resolution, and no more of the closing after it', async () => {
    const key = await keyed();
    await stake({ memberIds: [floor.people.viewer.id] });
    const ctx = admin();
    await transitionCase({ ctx, input: { key, to: { state: 'in_progress' } } });
    await transitionCase({ ctx, input: { key, to: resolve } });
    await transitionCase({ ctx, input: { key, to: { state: 'closed' } } });
    expect(await told()).toEqual(['Vera case.resolved']);
  });

  test('who is mentioned; of an edited comment, who was not before', async () => {
    const key = await keyed();
    const ctx = ctxOf(floor.db, as(floor.people.lead));
    const { id } = await commentOnCase({ ctx, input: { key, body: '@Ann look, says @Lena' } });
    await editComment({ ctx, input: { key, id, body: '@Ann and @Carl look' } });
    expect(await told()).toEqual(['Ann case.mentioned', 'Carl case.mentioned']);
  });

  test('to whom cases are handed over', async () => {
    const key = await keyed();
    const ctx = ctxOf(floor.db, as(floor.people.analyst));
    await assignCase({ ctx, input: { key, assignee: floor.people.analyst.id } });
    await offerHandOver({ ctx, input: { to: floor.people.colleague.id, items: [{ case: key }] } });
    expect(await told()).toEqual(['Carl handover.offered']);
  });

  test('once of many cases that are assigned together; who takes that back takes back the notice', async () => {
    const keys = [await keyed(), await keyed({ severity: 'critical' }), await keyed()];
    const ctx = ctxOf(floor.db, as(floor.people.lead));
    const change = { assignee: floor.people.analyst.id };
    const { undoToken } = await bulkChange({ ctx, input: { keys, change } });
    expect(await told()).toEqual(['Ann case.assigned']);
    const [notice] = await floor.db.select().from(notices);
    expect(notice).toMatchObject({ title: '3 cases were assigned to you', severity: 'critical' });
    const [event] = await floor.db
      .select()
      .from(outbox)
      .where(and(eq(outbox.name, 'notice/created'), eq(outbox.bulkId, undoToken!)));
    expect(event!.notBefore).not.toBeNull();
    await undoBulk({ ctx, input: { token: undoToken! } });
    expect(await told()).toEqual([]);
  });

  test('nobody of what only changes a field', async () => {
    const key = await keyed();
    await updateCase({ ctx: admin(), input: { key, patch: { title: 'Another' } } });
    expect(await told()).toEqual([]);
  });
});
