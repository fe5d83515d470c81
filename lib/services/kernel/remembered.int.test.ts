import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type Database, type Db, type Tx } from '../../db/client.ts';
import { newId } from '../../db/id.ts';
import {
  allowList,
  categories,
  customFieldDefinitions,
  members,
  runbooks,
  SETTINGS_PARTS,
  type SettingsPart,
  settingsRevisions,
  slaCalendars,
  slaPolicies,
  states,
  stateTransitions,
  stores,
} from '../../db/schema/index.ts';
import { lockCase } from '../cases/fetch.ts';
import { openCase } from '../cases/open.ts';
import { as, ctxOf, member, NOW, testFloor } from '../testing/fixtures.ts';
import { untilBlocked } from '../testing/waits.ts';
import { remembered } from './remembered.ts';
import { transact } from './transact.ts';

const floor = testFloor();
let other: Database;
beforeAll(() => {
  other = connect(floor.url, 4);
});
afterAll(() => other.pool.end());

const nameOf = async (tx: Tx) => (await tx.select().from(categories).where(eq(categories.key, 'Cloud')))[0]!.name;
const ctxOn = (db: Db) => ctxOf(db, as(floor.people.admin));
/** What a verb of a process that begins now goes by. */
const seen = (db: Db, inOneGo = false) =>
  transact(ctxOn(db), 'test.read', (tx) => remembered(tx, 'categories', nameOf), { inOneGo });
const rename = (db: Db | Tx, name: string) => db.update(categories).set({ name }).where(eq(categories.key, 'Cloud'));

test('what nobody has changed is read once', async () => {
  let reads = 0;
  const read = async () => (reads += 1);
  const ask = () => transact(ctxOn(floor.db), 'test.read', (tx) => remembered(tx, 'categories', read));
  await ask();
  await ask();
  await member(floor.db);
  await ask();
  expect(reads).toBe(1);
});

test('an edit that was committed before a verb begins is seen, whoever made it and however many read beside it', async () => {
  for (let turn = 0; turn < 25; turn += 1) {
    const [editor, reader] = turn % 2 === 0 ? [floor.db, other.db] : [other.db, floor.db];
    const beside = [seen(floor.db), seen(other.db), seen(reader)];
    await rename(editor, `Cloud ${turn}`);
    expect([await seen(reader), await seen(reader, true), await seen(editor)]).toEqual(Array(3).fill(`Cloud ${turn}`));
    await Promise.all(beside);
    expect(await seen(reader)).toBe(`Cloud ${turn}`);
  }
});

test('what was read within an edit that was taken back is nobody’s', async () => {
  await rename(floor.db, 'Before');
  const taken = transact(ctxOn(floor.db), 'test.edit', async (tx) => {
    await rename(tx.tx, 'Never');
    expect(await remembered(tx, 'categories', nameOf)).toBe('Never');
    throw new Error('taken back');
  });
  await expect(taken).rejects.toThrow('taken back');
  expect(await seen(floor.db)).toBe('Before');
  await rename(other.db, 'After');
  expect(await seen(floor.db)).toBe('After');
});

test('who waited for a case goes by what was committed meanwhile', async () => {
  await rename(floor.db, 'Old');
  const ctx = ctxOn(floor.db);
  const { key } = await openCase({ ctx, input: { fields: { title: 'Held', severity: 'low' } } });
  const free = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const holder = transact(ctx, 'test.hold', async (tx) => {
    await lockCase(tx, key, 'case.update');
    held.resolve();
    await free.promise;
  });
  await held.promise;
  const waiter = transact(ctx, 'test.wait', async (tx) => {
    expect(await remembered(tx, 'categories', nameOf)).toBe('Old');
    await lockCase(tx, key, 'case.update');
    return remembered(tx, 'categories', nameOf);
  });
  await untilBlocked(floor.db, 1);
  await rename(other.db, 'New');
  free.resolve();
  expect(await waiter).toBe('New');
  await holder;
});

describe('every table of a part raises it, and no other', () => {
  const made = { createdBy: { kind: 'system', id: 'x', name: 'x' } as const, createdAt: NOW };
  const named = { id: newId(), name: 'x', createdAt: NOW, updatedAt: NOW };
  const policy = {
    policyId: newId(),
    version: 1,
    name: 'x',
    severity: 'low',
    acknowledgeSeconds: 1,
    resolveSeconds: 1,
  } as const;
  const edits: [SettingsPart, string, (db: Db) => Promise<unknown>][] = [
    [
      'policies',
      'sla_policies',
      (db) =>
        db.insert(slaPolicies).values({
          ...policy,
          ...made,
          id: newId(),
          vipFactor: 1,
          atRisk: 1,
          calendarId: newId(),
          effectiveFrom: NOW,
        }),
    ],
    [
      'policies',
      'sla_calendars',
      (db) =>
        db
          .insert(slaCalendars)
          .values({ ...made, id: newId(), calendarId: newId(), version: 1, name: 'x', effectiveFrom: NOW }),
    ],
    ['runbooks', 'runbooks', (db) => db.update(runbooks).set({ retiredAt: NOW })],
    [
      'allow_list',
      'allow_list',
      (db) => db.insert(allowList).values({ id: newId(), kind: 'exact', value: 'x', createdAt: NOW }),
    ],
    ['allow_list', 'allow_list', (db) => db.delete(allowList)],
    [
      'categories',
      'categories',
      (db) => db.update(categories).set({ retiredAt: NOW }).where(eq(categories.key, 'Cloud')),
    ],
    ['states', 'states', (db) => db.update(states).set({ name: 'Looked at' }).where(eq(states.id, 'triage'))],
    ['states', 'state_transitions', (db) => db.delete(stateTransitions).where(eq(stateTransitions.from, 'triage'))],
    [
      'custom_fields',
      'custom_field_definitions',
      (db) => db.insert(customFieldDefinitions).values({ ...named, key: 'x', label: 'x', type: 'text', position: 1 }),
    ],
    ['stores', 'stores', (db) => db.insert(stores).values({ ...named, key: 'x', timeZone: 'UTC', networks: [] })],
    ['scouts', 'members', (db) => member(db)],
    ['scouts', 'members', (db) => db.update(members).set({ kind: 'user' }).where(sql`false`)],
    ['stores', 'stores', (db) => db.execute(sql`truncate ${stores}`)],
  ];
  const revisions = async () =>
    Object.fromEntries((await floor.db.select().from(settingsRevisions)).map(({ part, revision }) => [part, revision]));

  test.each(edits)('%s: %s', async (part, _table, edit) => {
    const before = await revisions();
    await edit(floor.db);
    const after = await revisions();
    expect(SETTINGS_PARTS.filter((one) => after[one] !== before[one])).toEqual([part]);
  });
});
