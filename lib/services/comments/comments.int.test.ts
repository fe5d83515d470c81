import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { members } from '../../db/schema/index.ts';
import { commentOnCase } from '../cases/comment.ts';
import { getCase } from '../cases/get.ts';
import { openCase } from '../cases/open.ts';
import { listTimeline } from '../cases/streams.ts';
import { after, apiKey, as, automation, ctxOf, member, testFloor } from '../testing/fixtures.ts';
import { auditOf, eventsOf, timelineOf, traceOf } from '../testing/reads.ts';
import { editComment } from './edit.ts';
import { listRevisions } from './revisions.ts';

const floor = testFloor();
const at = (seconds: number, actor = as(floor.people.analyst)) => ctxOf(floor.db, actor, after(seconds));
const open = (fields: object = {}) =>
  openCase({ ctx: ctxOf(floor.db, automation()), input: { fields: { title: 'Case', severity: 'high', ...fields } } });
const comment = (key: string, body: string, ctx = at(0)) => commentOnCase({ ctx, input: { key, body } });
const edit = (key: string, id: string, body: string, ctx = at(60)) => editComment({ ctx, input: { key, id, body } });

test('one’s own comment is changed for 15 minutes, and what it said is kept', async () => {
  const { key } = await open();
  const { id } = await comment(key, 'Port 8442');
  const changed = await edit(key, id, 'Port 8443');
  expect(changed).toMatchObject({ id, detail: { body: 'Port 8443', editedAt: after(60).toISOString() } });
  await edit(key, id, 'Port **8443**', at(15 * 60));
  const history = await listRevisions({ ctx: at(0), input: { key, id } });
  expect(history.items.map((one) => one.body)).toEqual(['Port 8442', 'Port 8443']);
  expect(history.items[0]).toEqual({ body: 'Port 8442', replacedAt: after(60).toISOString() });
  expect((await auditOf(floor.db, key)).at(-1)).toMatchObject({
    action: 'case.comment',
    diff: { [`comment ${id}`]: { from: 'Port 8443', to: 'Port **8443**' } },
  });
  expect((await eventsOf(floor.db, key)).at(-1)).toMatchObject({ name: 'case/updated' });
  const { items } = await listTimeline({ ctx: at(0), input: { key, query: { kind: 'comment' } } });
  expect(items, 'still one comment').toHaveLength(1);

  const before = await traceOf(floor.db, key);
  await edit(key, id, 'Port **8443**');
  expect(await traceOf(floor.db, key), 'the same text').toEqual(before);
  await expect(edit(key, id, 'Late', at(15 * 60 + 1))).rejects.toMatchObject({ code: 'conflict' });
  await expect(edit(key, id, 'Mine now', at(60, as(floor.people.admin)))).rejects.toMatchObject({ code: 'forbidden' });
  await expect(edit(key, id, ' ')).rejects.toMatchObject({ errors: [{ pointer: '/body' }] });
  expect(await traceOf(floor.db, key)).toEqual(before);
});

test('two changes at once both leave what they replaced', async () => {
  const { key } = await open();
  const { id } = await comment(key, 'first');
  await Promise.all([edit(key, id, 'second'), edit(key, id, 'third')]);
  const { items } = await listRevisions({ ctx: at(0), input: { key, id } });
  const last = (await timelineOf(floor.db, key)).find((entry) => entry.id === id)!.detail.body as string;
  expect([...items.map((one) => one.body), last].sort()).toEqual(['first', 'second', 'third']);
});

test('only comments of this case can be changed, and only where the case may be seen', async () => {
  const { key } = await open();
  const other = await open({ restricted: true });
  const { id } = await comment(key, 'here');
  const [created] = await timelineOf(floor.db, key);
  await expect(edit(key, created!.id, 'x')).rejects.toMatchObject({ code: 'not_found' });
  await expect(edit(other.key, id, 'x')).rejects.toMatchObject({ code: 'not_found' });
  await expect(edit(other.key, id, 'x', at(0, as(floor.people.admin)))).rejects.toMatchObject({ code: 'not_found' });
  for (const wrong of ['no-uuid', created!.id])
    await expect(listRevisions({ ctx: at(0), input: { key, id: wrong } })).rejects.toMatchObject({ code: 'not_found' });
});

test('who is mentioned watches the case, except its subject, who learns nothing', async () => {
  const subject = await member(floor.db, { name: 'Sam Subject' });
  const gone = await member(floor.db, { name: 'Gone Person', disabledAt: after(-1) });
  const { key } = await open({ restricted: true, observables: [{ type: 'user', value: subject.email }] });
  const lena = at(0, as(floor.people.lead));
  const carl = at(0, as(floor.people.colleague));
  await expect(getCase({ ctx: carl, input: { key } })).rejects.toMatchObject({ code: 'not_found' });
  const said = await comment(key, `@Carl, @${floor.scout.name}, @Sam Subject and @${gone.name}: look, \`@Vera\``, lena);
  expect(said.detail.mentions).toMatchObject([{ name: 'Carl' }, { name: 'Scout' }]);
  expect((await getCase({ ctx: carl, input: { key } })).watchers).toMatchObject([{ name: 'Carl' }]);
  expect((await auditOf(floor.db, key)).at(-1)!.diff).toMatchObject({
    watchers: { from: [], to: [floor.people.colleague.id] },
  });

  await edit(key, said.id, 'and @Vera', lena);
  expect((await getCase({ ctx: lena, input: { key } })).watchers.map((one) => one.name)).toEqual(['Carl', 'Vera']);
  await floor.db.update(members).set({ name: 'Carla' }).where(eq(members.id, floor.people.colleague.id));
  expect((await comment(key, '@Carl', lena)).detail.mentions, 'nobody is called that any more').toBeUndefined();
  await floor.db.update(members).set({ name: 'Carl' }).where(eq(members.id, floor.people.colleague.id));
});

test('a key’s comment is changed by that key alone', async () => {
  const { key } = await open();
  const program = apiKey('analyst');
  const { id } = await comment(key, 'from a program', at(0, program));
  await expect(edit(key, id, 'x', at(1, apiKey('analyst')))).rejects.toMatchObject({ code: 'forbidden' });
  expect(await edit(key, id, 'again', at(1, program))).toMatchObject({ detail: { body: 'again' } });
});
