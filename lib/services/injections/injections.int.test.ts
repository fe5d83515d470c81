import { describe, expect, test } from 'vitest';
import type { Actor } from '../../domain/actor.ts';
import { type CaseInput, MOST } from '../../domain/case.ts';
import { INJECTION_TAG } from '../../domain/injection/index.ts';
import { injections, ORDERS } from '../../domain/injection/testing/corpus.ts';
import type { CaseView } from '../../domain/views/case.ts';
import { addFacts } from '../cases/add-facts.ts';
import { addLinks } from '../cases/add-link.ts';
import { addObservables } from '../cases/add-observables.ts';
import { commentOnCase } from '../cases/comment.ts';
import { getCase } from '../cases/get.ts';
import { mergeCase } from '../cases/merge.ts';
import { openCase } from '../cases/open.ts';
import { updateCase } from '../cases/update.ts';
import { editComment } from '../comments/edit.ts';
import { attachFile } from '../files/attach.ts';
import { receiveFile } from '../files/receive.ts';
import { addTask } from '../tasks/add.ts';
import { updateTask } from '../tasks/update.ts';
import { apiKey, as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { timelineOf } from '../testing/reads.ts';

const floor = testFloor();
const ctx = (actor: Actor = apiKey('admin')) => ctxOf(floor.db, actor);
const ann = () => as(floor.people.analyst);
const ORDER = ORDERS[0]!;
const SPOKEN = 'Please close this case.';

const open = (fields: Partial<CaseInput> = {}, actor?: Actor) =>
  openCase({ ctx: ctx(actor), input: { fields: { title: 'A case', severity: 'medium', ...fields } } });
const read = (key: string) => getCase({ ctx: ctx(), input: { key } });
/** What the timeline says of orders, oldest first. */
const toldOn = async (key: string) => (await timelineOf(floor.db, key)).filter(({ detail }) => 'orders' in detail);
async function* content() {
  yield Buffer.from('a file');
}
async function attach(key: string, name: string, actor?: Actor) {
  const file = await receiveFile({ ctx: ctx(actor), input: { key, query: { name }, body: content() } });
  return attachFile({ ctx: ctx(actor), input: { key, file } });
}

describe('an order that comes to a case', () => {
  const facts = { customFields: {}, tags: [], links: [], section: null, observables: [] };
  const ways: [string, (key: string) => Promise<unknown>, object][] = [
    [
      'as an observable of any type',
      (key) =>
        addObservables({
          ctx: ctx(),
          input: { key, items: [{ type: 'command_line', value: `cmd.exe /c echo ${ORDER}` }] },
        }),
      { field: 'observable', name: 'command_line' },
    ],
    [
      'as a user’s name',
      (key) => addObservables({ ctx: ctx(), input: { key, items: [{ type: 'user', value: ORDER }] } }),
      { field: 'observable', name: 'user' },
    ],
    ['as a comment', (key) => commentOnCase({ ctx: ctx(), input: { key, body: ORDER } }), { field: 'comment' }],
    ['as the name of a file', (key) => attach(key, `${ORDER}.pdf`), { field: 'file' }],
    ['as a task', (key) => addTask({ ctx: ctx(), input: { key, task: { title: ORDER } } }), { field: 'task' }],
    [
      'as a title',
      (key) => updateCase({ ctx: ctx(), input: { key, patch: { title: ORDER } } }),
      { field: 'title', name: null },
    ],
    [
      'far below in a description',
      (key) =>
        updateCase({ ctx: ctx(), input: { key, patch: { description: `${'Seen at noon. '.repeat(5_000)}${ORDER}` } } }),
      { field: 'description' },
    ],
    [
      'as the title of a link',
      (key) => addLinks({ ctx: ctx(), input: { key, links: [{ title: ORDER, url: 'https://a.example' }] } }),
      { field: 'link' },
    ],
    [
      'in a custom field',
      (key) => updateCase({ ctx: ctx(), input: { key, patch: { customFields: { asset: ORDER } } } }),
      { field: 'custom_field', name: 'asset' },
    ],
    [
      'in what a vendor’s API says',
      (key) => addFacts({ ctx: ctx(automation()), input: { key, origin: 'api', facts: { ...facts, section: ORDER } } }),
      { field: 'description' },
    ],
  ];

  test.each(ways)('%s: tagged, told, shown', async (_, bring, place) => {
    const { key } = await open();
    await bring(key);
    const view = await read(key);
    expect(view.tags).toEqual([INJECTION_TAG]);
    expect(view.orders).toEqual([expect.objectContaining({ ...place, byPerson: false })]);
    const told = await toldOn(key);
    expect(told).toHaveLength(1);
    expect(JSON.stringify(told[0]), 'where it stands, not what it says').not.toContain(ORDER.slice(0, 20));
  });

  test('at the opening, in everything at once', async () => {
    const items = [
      { type: 'file_name' as const, value: `${ORDER.replaceAll(' ', '_')}.pdf` },
      { type: 'ipv4' as const, value: '192.0.2.1' },
    ];
    const { key, tags, orders } = await open({ title: ORDER, tags: ['mine'], observables: items });
    expect(tags).toEqual(['mine', INJECTION_TAG]);
    expect(orders.map(({ field, name }) => [field, name])).toEqual([
      ['title', null],
      ['observable', 'file_name'],
    ]);
    expect(orders[1]!.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(await toldOn(key)).toHaveLength(1);
  });

  test('whoever has filled the case with tags', async () => {
    const full = Array.from({ length: MOST.tags }, (_, at) => `tag-${at}`);
    const opened = await open({ title: ORDER, tags: full });
    expect(opened.tags).toEqual([...full.slice(1), INJECTION_TAG]);
    const later = await open({ tags: full });
    await commentOnCase({ ctx: ctx(), input: { key: later.key, body: ORDER } });
    expect((await read(later.key)).tags).toEqual([...full.slice(1), INJECTION_TAG]);
    const into = await open({ tags: full });
    await mergeCase({ ctx: ctx(ann()), input: { key: opened.key, into: into.key } });
    expect((await read(into.key)).tags).toEqual([...full.slice(1), INJECTION_TAG]);
  });

  test('is told once for the same text in the same field', async () => {
    const { key } = await open();
    const note = (body: string) => commentOnCase({ ctx: ctx(), input: { key, body } });
    await note(ORDER);
    await note(ORDER);
    expect(await toldOn(key)).toHaveLength(1);
    await note(ORDERS[1]!);
    expect(await toldOn(key)).toHaveLength(2);
  });
});

test('a person dismisses the flag, and the same text does not bring it back', async () => {
  const { key } = await open({ title: ORDER });
  await updateCase({ ctx: ctx(ann()), input: { key, patch: { tags: [] } } });
  expect(await read(key)).toMatchObject({ tags: [], orders: [] });
  await updateCase({ ctx: ctx(), input: { key, patch: { title: 'Another title' } } });
  await updateCase({ ctx: ctx(), input: { key, patch: { title: ORDER } } });
  expect((await read(key)).tags).toEqual([]);
  await commentOnCase({ ctx: ctx(), input: { key, body: ORDERS[1]! } });
  expect((await read(key)).tags, 'another text is news').toEqual([INJECTION_TAG]);
});

test('a field that was rewritten since is not marked any more', async () => {
  const { key } = await open({ title: ORDER, description: ORDER });
  await updateCase({ ctx: ctx(ann()), input: { key, patch: { title: 'Rewritten' } } });
  expect((await read(key)).orders.map(({ field }) => field)).toEqual(['description']);
});

describe('words of a member of the house', () => {
  test('are flagged without alarm', async () => {
    const { key } = await open();
    const { id, detail } = await commentOnCase({ ctx: ctx(ann()), input: { key, body: ORDER } });
    expect(detail).toMatchObject({ isOrder: true });
    expect(await read(key)).toMatchObject({
      tags: [INJECTION_TAG],
      orders: [{ field: 'comment', id, byPerson: true }],
    });
    expect((await toldOn(key))[0]!.summary).toMatch(/^Brought words that read like an order/);
  });

  test('to a colleague are none, in a comment, a title and a task', async () => {
    const { key } = await open({ title: SPOKEN }, ann());
    await addTask({ ctx: ctx(ann()), input: { key, task: { title: SPOKEN } } });
    await commentOnCase({ ctx: ctx(ann()), input: { key, body: SPOKEN } });
    expect(await toldOn(key)).toEqual([]);
    expect((await read(key)).tags).toEqual([]);
  });

  test('are looked at again when they are edited', async () => {
    const { key } = await open();
    const { id } = await commentOnCase({ ctx: ctx(ann()), input: { key, body: 'Seen.' } });
    const edited = await editComment({ ctx: ctx(ann()), input: { key, id, body: ORDER } });
    expect(edited.detail).toMatchObject({ isOrder: true });
    expect((await read(key)).tags).toEqual([INJECTION_TAG]);
    const back = await editComment({ ctx: ctx(ann()), input: { key, id, body: 'Seen.' } });
    expect(back.detail).toMatchObject({ isOrder: false });
    const { id: taskId } = await addTask({ ctx: ctx(ann()), input: { key, task: { title: 'Look' } } });
    await updateTask({ ctx: ctx(ann()), input: { key, taskId, patch: { title: ORDER } } });
    expect((await read(key)).orders.map(({ field }) => field)).toEqual(['comment', 'task']);
  });

  test('name no file and no observable: those others have chosen', async () => {
    const { key } = await open({}, ann());
    await attach(key, 'close_this_case.pdf', ann());
    expect((await read(key)).orders).toMatchObject([{ field: 'file' }]);
  });
});

test('each of hundreds of texts is flagged as a note, and changes nothing else', { timeout: 120_000 }, async () => {
  const texts = injections().filter((_, at) => at % 2 === 0);
  expect(texts.length).toBeGreaterThan(200);
  const moved = ({ state, severity, assignee, group, resolution }: CaseView) => ({
    ...{ state, severity, assignee, group, resolution },
  });
  const twin = await open();
  await commentOnCase({ ctx: ctx(), input: { key: twin.key, body: 'Seen.' } });
  const expected = moved(await read(twin.key));
  for (const { name, text } of texts) {
    const { key } = await open();
    await commentOnCase({ ctx: ctx(), input: { key, body: text } });
    const after = await read(key);
    expect(after.tags, name).toEqual([INJECTION_TAG]);
    expect(moved(after), name).toEqual(expected);
  }
});
