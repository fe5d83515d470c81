import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { handOvers, outbox } from '../../db/schema/index.ts';
import { HAND_OVER_CHANGED } from '../../domain/hand-over.ts';
import { assignCase } from '../cases/assign.ts';
import { bulkChange } from '../cases/bulk.ts';
import { undoBulk } from '../cases/bulk-undo.ts';
import { getCase } from '../cases/get.ts';
import { openCase } from '../cases/open.ts';
import { transitionCase } from '../cases/transition.ts';
import { after, apiKey, as, automation, ctxOf, member, testFloor } from '../testing/fixtures.ts';
import { eventsOf, rowOf, timelineOf, traceOf } from '../testing/reads.ts';
import { acceptHandOver } from './accept.ts';
import { declineHandOver } from './decline.ts';
import { draftHandOver } from './draft.ts';
import { getHandOver } from './get.ts';
import { listHandOvers } from './list.ts';
import { offerHandOver } from './offer.ts';
import { withdrawHandOver } from './withdraw.ts';

const floor = testFloor();
type Who = 'admin' | 'lead' | 'analyst' | 'colleague' | 'viewer';
const by = (who: Who, seconds = 0) => ctxOf(floor.db, as(floor.people[who]), after(seconds));

/** An own open case of Ann. */
async function own(fields: object = {}): Promise<string> {
  const { id } = floor.people.analyst;
  const ctx = ctxOf(floor.db, automation());
  const { key } = await openCase({
    ctx,
    input: { fields: { title: 'Case', severity: 'high', assignee: id, ...fields } },
  });
  return key;
}
const offer = (keys: string[], more: object = {}, ctx = by('analyst')) =>
  offerHandOver({
    ctx,
    input: {
      to: floor.people.colleague.email,
      items: keys.map((key) => ({ case: key, nextStep: 'Call the store' })),
      ...more,
    },
  });
const accept = (id: string, body: object = {}, ctx = by('colleague', 60)) =>
  acceptHandOver({ ctx, input: { id, body } });
const decline = (id: string, body: object, ctx = by('colleague', 60)) => declineHandOver({ ctx, input: { id, body } });
const statuses = (view: { items: { case: { key: string }; status: string }[] }) =>
  Object.fromEntries(view.items.map((item) => [item.case.key, item.status]));

test('the draft holds one’s own open cases, the gravest first, with the next step', async () => {
  const low = await own({ severity: 'low' });
  const critical = await own({ severity: 'critical' });
  const ended = await own();
  const to = { state: 'resolved', verdict: 'duplicate', summary: 'Seen.' } as const;
  await transitionCase({ ctx: by('analyst'), input: { key: ended, to } });
  const { items } = await draftHandOver({ ctx: by('analyst') });
  const keys = items.map((item) => item.case.key);
  expect(keys.indexOf(critical)).toBeLessThan(keys.indexOf(low));
  expect(keys).not.toContain(ended);
  const task = (await getCase({ ctx: by('analyst'), input: { key: low } })).tasks[0]!;
  expect(items.find((item) => item.case.key === low)).toMatchObject({ nextStep: task.title, offeredTo: null });
  await offer([low]);
  const again = await draftHandOver({ ctx: by('analyst') });
  expect(again.items.find((item) => item.case.key === low)).toMatchObject({ offeredTo: { name: 'Carl' } });
  expect(await draftHandOver({ ctx: ctxOf(floor.db, apiKey('admin')) })).toEqual({ items: [] });
});

test('a colleague accepts: the cases are his, with what was said on their timelines', async () => {
  const [first, second] = [await own(), await own()];
  const made = await offer([first, second], {
    note: 'Night shift',
    items: [
      { case: first, note: 'Seen twice', hypothesis: 'A lost laptop', pendingApprovals: 'Isolation', nextStep: 'Call' },
      { case: second },
    ],
  });
  expect(made).toMatchObject({
    ...{ from: { name: 'Ann' }, to: { name: 'Carl' }, note: 'Night shift', status: 'open', endedAt: null },
    items: [{ case: { key: first }, hypothesis: 'A lost laptop', status: 'pending' }, { case: { key: second } }],
  });
  expect((await rowOf(floor.db, first)).assigneeId, 'hers until then').toBe(floor.people.analyst.id);
  expect((await timelineOf(floor.db, first)).at(-1)).toMatchObject({
    kind: 'hand_over',
    summary: 'Offered the case to Carl',
    detail: { body: expect.stringContaining('**Hypothesis:** A lost laptop') },
  });

  const partly = await accept(made.id, { cases: [first] });
  expect(partly.status).toBe('open');
  expect(statuses(partly)).toEqual({ [first]: 'accepted', [second]: 'pending' });
  expect(await getCase({ ctx: by('colleague'), input: { key: first } })).toMatchObject({
    assignee: { name: 'Carl' },
    collaborators: [{ name: 'Ann' }],
    acknowledgedAt: after(60).toISOString(),
  });
  expect((await timelineOf(floor.db, first)).slice(-3).map((entry) => entry.summary)).toEqual([
    'Accepted the hand-over from Ann',
    'Acknowledged the case',
    'Took the case: handed over by Ann',
  ]);
  expect((await eventsOf(floor.db, first)).at(-1)).toMatchObject({ name: 'case/assigned' });

  expect(await accept(made.id)).toMatchObject({ status: 'done', endedAt: after(60).toISOString() });
  await expect(accept(made.id)).rejects.toMatchObject({ code: 'conflict' });
});

test('declining says why, and the cases stay where they are', async () => {
  const key = await own();
  const { id } = await offer([key]);
  await expect(decline(id, {})).rejects.toMatchObject({ errors: [{ pointer: '/reason' }] });
  const declined = await decline(id, { reason: 'I am off tomorrow' });
  expect(declined).toMatchObject({ status: 'done', items: [{ status: 'declined', reason: 'I am off tomorrow' }] });
  expect((await rowOf(floor.db, key)).assigneeId).toBe(floor.people.analyst.id);
  expect((await timelineOf(floor.db, key)).at(-1)!.summary).toBe('Declined the hand-over: I am off tomorrow');
  await offer([key]);
});

test('only the colleague decides, only the owner withdraws, and others see nothing of it', async () => {
  const key = await own();
  const { id } = await offer([key]);
  const before = await traceOf(floor.db, key);
  for (const who of ['analyst', 'lead', 'admin'] as const) {
    await expect(accept(id, {}, by(who))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(decline(id, { reason: 'x' }, by(who))).rejects.toMatchObject({ code: 'forbidden' });
  }
  await expect(withdrawHandOver({ ctx: by('colleague'), input: { id } })).rejects.toMatchObject({ code: 'forbidden' });
  const stranger = ctxOf(floor.db, as(await member(floor.db, { name: 'Stranger' })));
  for (const ctx of [stranger, ctxOf(floor.db, apiKey('analyst'))]) {
    await expect(getHandOver({ ctx, input: { id } })).rejects.toMatchObject({ code: 'not_found' });
    await expect(accept(id, {}, ctx)).rejects.toMatchObject({ code: 'not_found' });
    expect((await listHandOvers({ ctx, input: {} })).items).toEqual([]);
  }
  await expect(accept(id, {}, by('viewer'))).rejects.toMatchObject({ code: 'forbidden' });
  expect(await traceOf(floor.db, key)).toEqual(before);
  expect((await getHandOver({ ctx: by('lead'), input: { id } })).items).toHaveLength(1);
  expect(await withdrawHandOver({ ctx: by('analyst'), input: { id } })).toMatchObject({ status: 'withdrawn' });
  await expect(accept(id)).rejects.toMatchObject({ code: 'conflict' });
});

test('what cannot be offered is refused as a whole', async () => {
  const mine = await own();
  const notMine = (await openCase({ ctx: by('lead'), input: { fields: { title: 'Hers', severity: 'low' } } })).key;
  const before = await floor.db.$count(handOvers);
  await expect(offer([mine, notMine])).rejects.toMatchObject({ errors: [{ pointer: '/items/1/case' }] });
  await expect(offer([mine, mine.toLowerCase()])).rejects.toMatchObject({ errors: [{ pointer: '/items' }] });
  await expect(offer([])).rejects.toMatchObject({ errors: [{ pointer: '/items' }] });
  await expect(offer(['CASE-99999'])).rejects.toMatchObject({ code: 'not_found' });
  for (const to of [floor.people.analyst.id, floor.people.viewer.id, floor.scout.id])
    await expect(offer([mine], { to })).rejects.toMatchObject({ code: 'conflict' });
  await expect(offer([mine], { to: 'nobody' })).rejects.toMatchObject({ errors: [{ pointer: '/to' }] });
  await expect(offer([mine], {}, ctxOf(floor.db, apiKey('admin')))).rejects.toMatchObject({ code: 'forbidden' });
  expect(await floor.db.$count(handOvers)).toBe(before);
  expect((await timelineOf(floor.db, mine)).map((entry) => entry.kind)).not.toContain('hand_over');
});

test('a case that is ended, or another’s by now, lapses and says why', async () => {
  const [ended, taken, kept] = [await own(), await own(), await own()];
  const { id } = await offer([ended, taken, kept]);
  const to = { state: 'resolved', verdict: 'duplicate', summary: 'Seen.' } as const;
  await transitionCase({ ctx: by('analyst'), input: { key: ended, to } });
  await assignCase({ ctx: by('lead'), input: { key: taken, assignee: floor.people.lead.id } });
  const view = await accept(id);
  expect(statuses(view)).toEqual({ [ended]: 'lapsed', [taken]: 'lapsed', [kept]: 'accepted' });
  expect(view.items.map((item) => item.reason)).toEqual(['the case is resolved by now', 'Ann no longer owns it', null]);
  expect((await rowOf(floor.db, taken)).assigneeId).toBe(floor.people.lead.id);
});

test('a restricted case is shown to the colleague until he declines, and to nobody else', async () => {
  const key = await own({ restricted: true });
  const see = (who: Who) =>
    getCase({ ctx: by(who), input: { key } }).then(
      () => true,
      () => false,
    );
  expect(await see('colleague')).toBe(false);
  const { id } = await offer([key]);
  expect(await see('colleague')).toBe(true);
  await decline(id, { reason: 'No' });
  expect(await see('colleague')).toBe(false);
  expect((await getHandOver({ ctx: by('colleague'), input: { id } })).items).toEqual([]);

  const again = await offer([key]);
  await accept(again.id);
  expect((await getCase({ ctx: by('colleague'), input: { key } })).watchers).toEqual([]);
});

test('two offers of one case at once are one; accepting and withdrawing at once is one of both', async () => {
  const key = await own();
  const offers = await Promise.allSettled([offer([key]), offer([key])]);
  expect(offers.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  const { id } = offers.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))[0]!;
  const ends = await Promise.allSettled([accept(id), withdrawHandOver({ ctx: by('analyst'), input: { id } })]);
  expect(ends.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  const [stored] = await floor.db.select().from(handOvers).where(eq(handOvers.id, id));
  const owner = (await rowOf(floor.db, key)).assigneeId;
  expect(owner).toBe(stored!.status === 'done' ? floor.people.colleague.id : floor.people.analyst.id);
});

test('lists: what waits for me, what I offered, page by page', async () => {
  const keys = [await own(), await own(), await own()];
  const made = [];
  for (const key of keys) made.push((await offer([key])).id);
  const waiting = (query: object, who: Who = 'colleague') =>
    listHandOvers({ ctx: by(who), input: { status: 'open', ...query } });
  const first = await waiting({ box: 'in', limit: 2 });
  expect(first.items.map((one) => one.id)).toEqual([made[2], made[1]]);
  const rest = await waiting({ box: 'in', limit: 2, cursor: first.nextCursor! });
  expect(rest.items[0]!.id).toBe(made[0]);
  expect((await waiting({ box: 'in' }, 'analyst')).items).toEqual([]);
  expect((await waiting({ box: 'out' }, 'analyst')).items.map((one) => one.id)).toEqual(expect.arrayContaining(made));
  await expect(waiting({ box: 'side' })).rejects.toMatchObject({ errors: [{ pointer: '/box' }] });
});

test('an offer ends with the ownership that it was made from, and the next owner makes his own', async () => {
  const [one, many, restricted] = [await own(), await own(), await own({ restricted: true })];
  const made = await offer([one, many, restricted]);
  const { analyst, colleague, lead } = floor.people;
  await assignCase({ ctx: by('lead', 60), input: { key: one, assignee: lead.id } });
  const { undoToken } = await bulkChange({
    ctx: by('lead', 70),
    input: { keys: [many, restricted], change: { assignee: lead.email } },
  });
  const ended = await getHandOver({ ctx: by('lead', 80), input: { id: made.id } });
  expect(statuses(ended)).toEqual({ [one]: 'lapsed', [many]: 'lapsed', [restricted]: 'lapsed' });
  expect(ended).toMatchObject({ status: 'done', endedAt: expect.any(String) });
  for (const key of [one, many, restricted])
    expect((await timelineOf(floor.db, key)).at(-1)).toMatchObject({
      kind: 'hand_over',
      summary: 'The hand-over lapsed: Ann no longer owns it',
    });
  expect((await rowOf(floor.db, restricted)).watchers).not.toContain(colleague.id);
  // What lapsed stays so, also where the change of owner is taken back.
  await undoBulk({ ctx: by('lead', 75), input: { token: undoToken! } });
  expect(await rowOf(floor.db, many)).toMatchObject({ assigneeId: analyst.id });
  expect((await timelineOf(floor.db, many)).findLast(({ kind }) => kind === 'hand_over')!.detail).not.toHaveProperty(
    'undoneBy',
  );
  const next = await offer([one], { to: analyst.email }, by('lead', 90));
  expect(statuses(next)).toEqual({ [one]: 'pending' });
});

test('open pages hear of an offer and of each answer, but not which case it was', async () => {
  const heard = async () =>
    (await floor.db.select().from(outbox).where(eq(outbox.name, HAND_OVER_CHANGED))).map(({ caseId, data, sentAt }) => {
      expect(sentAt, 'no automation hears of it').not.toBeNull();
      return { caseId, data };
    });
  const before = (await heard()).length;
  const key = await own({ restricted: true });
  const { id } = await offer([key]);
  expect(await heard()).toHaveLength(before + 1);
  await decline(id, { reason: 'Away.' });
  const all = await heard();
  expect(all).toHaveLength(before + 2);
  for (const { caseId, data } of all) expect([caseId, data]).toEqual([null, { cause: [] }]);
});
