import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import type { Member } from '../../db/schema/index.ts';
import { audit, notices, outbox } from '../../db/schema/index.ts';
import { openCase } from '../cases/open.ts';
import { updateCase } from '../cases/update.ts';
import { prune } from '../housekeeping/prune.ts';
import { transact } from '../kernel/index.ts';
import { mayHear } from '../outbox/list-feed.ts';
import { createStakeholders } from '../stakeholders/create.ts';
import { listStakeholders } from '../stakeholders/list.ts';
import { removeStakeholders } from '../stakeholders/remove.ts';
import { updateStakeholders } from '../stakeholders/update.ts';
import { apiKey, as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { countUnread } from './count-unread.ts';
import { listNotices } from './list.ts';
import { markAllRead, markRead } from './mark-read.ts';
import { getPreferences, putPreferences } from './preferences.ts';
import { tell } from './tell.ts';

const floor = testFloor();
const of = (who: Member) => ctxOf(floor.db, as(who), new Date());
const ann = () => of(floor.people.analyst);

beforeEach(() => floor.db.delete(notices));

const telling = (title: string, more: { caseId?: string; members?: string[] } = {}) =>
  transact(ctxOf(floor.db, automation(), new Date()), 'test.tell', (tx) =>
    tell(tx, {
      kind: 'case.assigned',
      cause: newId(),
      to: { members: more.members ?? [floor.people.analyst.id] },
      severity: 'high',
      title,
      ...(more.caseId && { caseId: more.caseId }),
    }),
  );
const titles = async (input: object = {}, ctx = ann()) =>
  (await listNotices({ ctx, input })).items.map(({ title }) => title);
const unread = async (ctx = ann()) => (await countUnread({ ctx })).value;

describe('the centre', () => {
  test('lists one’s own, newest first, page by page', async () => {
    for (const title of ['one', 'two', 'three']) await telling(title);
    await telling('another’s', { members: [floor.people.lead.id] });
    const page = await listNotices({ ctx: ann(), input: { limit: 2 } });
    expect(page).toMatchObject({ items: [{ title: 'three' }, { title: 'two' }], count: { value: 3, capped: false } });
    expect(await titles({ limit: 2, cursor: page.nextCursor })).toEqual(['one']);
  });

  test('marks one as read and as unread again; nobody else’s', async () => {
    await telling('one');
    await telling('two');
    const [two] = (await listNotices({ ctx: ann(), input: {} })).items;
    await markRead({ ctx: ann(), input: { id: two!.id, body: {} } });
    await markRead({ ctx: ann(), input: { id: two!.id, body: {} } });
    expect(await titles({ unread: 'true' })).toEqual(['one']);
    expect(await unread()).toBe(1);
    const stranger = of(floor.people.lead);
    for (const id of [two!.id, newId(), 'x'])
      await expect(markRead({ ctx: stranger, input: { id, body: {} } })).rejects.toMatchObject({ code: 'not_found' });
    await markRead({ ctx: ann(), input: { id: two!.id, body: { read: false } } });
    expect(await unread()).toBe(2);
  });

  test('marks all as read up to the newest that was seen', async () => {
    await telling('one');
    const [seen] = (await listNotices({ ctx: ann(), input: {} })).items;
    await telling('two');
    expect(await markAllRead({ ctx: ann(), input: { upTo: seen!.id } })).toEqual({ read: 1 });
    expect(await titles({ unread: 'true' })).toEqual(['two']);
    expect(await markAllRead({ ctx: ann(), input: {} })).toEqual({ read: 1 });
    expect(await markAllRead({ ctx: ann(), input: {} })).toEqual({ read: 0 });
  });

  test('holds nothing of a case that is kept from its reader since', async () => {
    const ctx = of(floor.people.admin);
    const { key } = await openCase({ ctx, input: { fields: { title: 'C', severity: 'low' } } });
    const { id } = (await floor.db.query.cases.findFirst({ orderBy: (row, { desc }) => desc(row.number) }))!;
    await telling('of the case', { caseId: id });
    expect(await titles()).toEqual(['of the case']);
    await updateCase({ ctx, input: { key, patch: { restricted: true } } });
    expect([await titles(), await unread()]).toEqual([[], 0]);
  });

  test('of a program is empty', async () => {
    await telling('one');
    const ctx = ctxOf(floor.db, apiKey('admin'));
    expect([await titles({}, ctx), await unread(ctx)]).toEqual([[], 0]);
    await expect(markAllRead({ ctx, input: {} })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('is emptied after a season', async () => {
    await telling('old');
    await prune(floor.db, new Date(Date.now() + 91 * 86_400_000));
    expect(await titles()).toEqual([]);
  });
});

test('only those who are told hear of it on the stream', async () => {
  await telling('one');
  const rows = await floor.db.select().from(outbox).where(eq(outbox.name, 'notice/created'));
  const item = { name: 'notice/created', setting: null, subject: null, members: rows.at(-1)!.data.members as string[] };
  expect(mayHear(as(floor.people.analyst), item)).toBe(true);
  expect(mayHear(as(floor.people.admin), item)).toBe(false);
  expect(mayHear(apiKey('admin'), item)).toBe(false);
});

describe('preferences', () => {
  const wanted = {
    channels: { 'case.assigned': ['email' as const] },
    quietHours: { timeZone: 'Europe/Rome', start: '22:00', end: '07:00' },
  };

  test('are those of who never chose, until they are set; a change is audited', async () => {
    expect(await getPreferences({ ctx: ann() })).toEqual({ channels: {}, quietHours: null });
    expect(await putPreferences({ ctx: ann(), input: wanted })).toEqual(wanted);
    await putPreferences({ ctx: ann(), input: wanted });
    expect(await getPreferences({ ctx: ann() })).toEqual(wanted);
    expect(await getPreferences({ ctx: of(floor.people.lead) })).toEqual({ channels: {}, quietHours: null });
    expect(await floor.db.select().from(audit).where(eq(audit.action, 'notice.preferences'))).toHaveLength(1);
  });

  test.each([
    ['an unknown channel', { ...wanted, channels: { 'case.assigned': ['pigeon'] } }, '/channels/case.assigned/0'],
    [
      'a page, which follows the ladder',
      { ...wanted, channels: { 'case.assigned': ['paging'] } },
      '/channels/case.assigned/0',
    ],
    ['no zone', { ...wanted, quietHours: { start: '22:00', end: '07:00' } }, '/quietHours/timeZone'],
    ['another field', { ...wanted, colour: 'red' }, '/colour'],
  ])('refuse %s', async (_name, input, pointer) => {
    await expect(putPreferences({ ctx: ann(), input })).rejects.toMatchObject({ errors: [{ pointer }] });
  });
});

describe('stakeholders', () => {
  const admin = () => of(floor.people.admin);

  test('are added, changed, listed by name and removed, each with its trace', async () => {
    const ctx = admin();
    const made = await createStakeholders({ ctx, input: { name: 'Retail', groups: ['Retail'], stores: ['rome'] } });
    await createStakeholders({ ctx, input: { name: 'board', memberIds: [floor.people.viewer.id], vipOnly: true } });
    const patch = { vipOnly: true, slackChannel: 'C0123ABCD' };
    const changed = await updateStakeholders({ ctx, input: { id: made.id, patch } });
    expect(changed).toEqual({ ...made, ...patch });
    const { items } = await listStakeholders({ ctx: of(floor.people.viewer) });
    expect(items.map(({ name, members }) => [name, members.map((one) => one.name)])).toEqual([
      ['board', ['Vera']],
      ['Retail', []],
    ]);
    for (const { id } of items) await removeStakeholders({ ctx, input: { id } });
    await expect(removeStakeholders({ ctx, input: { id: made.id } })).rejects.toMatchObject({ code: 'not_found' });
    const trace = await floor.db.select().from(audit).where(eq(audit.entityId, made.id));
    expect(trace.map(({ action }) => action)).toEqual([
      'stakeholders.create',
      'stakeholders.update',
      'stakeholders.remove',
    ]);
  });

  test.each([
    ['nobody', { name: 'X' }, '/memberIds'],
    ['a member who does not exist', { name: 'X', memberIds: [newId()] }, '/memberIds/0'],
    ['a channel by its name', { name: 'X', slackChannel: '#soc' }, '/slackChannel'],
    ['another field', { name: 'X', teams: true, colour: 'red' }, '/colour'],
  ])('refuse %s', async (_name, input, pointer) => {
    await expect(createStakeholders({ ctx: admin(), input })).rejects.toMatchObject({ errors: [{ pointer }] });
  });
});
