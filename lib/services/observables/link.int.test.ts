import { eq, inArray, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { allowList, caseObservables, observables } from '../../db/schema/index.ts';
import type { ObservableInput } from '../../domain/case.ts';
import { addObservables } from '../cases/add-observables.ts';
import { openCase } from '../cases/open.ts';
import { listCaseObservables } from '../cases/streams.ts';
import { after, apiKey, as, automation, ctxOf, member, NOW, testFloor } from '../testing/fixtures.ts';
import { linkFound } from '../testing/found.ts';
import { auditOf, eventsOf, kindsOf, rowOf, timelineOf, traceOf } from '../testing/reads.ts';
import { getObservable } from './get.ts';
import { listObservables } from './list.ts';

const floor = testFloor();
const ann = (seconds = 0) => ctxOf(floor.db, as(floor.people.analyst), after(seconds));
const robot = () => ctxOf(floor.db, automation());
const open = async () => (await openCase({ ctx: robot(), input: { fields: { title: 'Case', severity: 'high' } } })).key;
const add = (key: string, items: ObservableInput[], seconds = 60) =>
  addObservables({ ctx: ann(seconds), input: { key, items } });

test('a device, a registry key and a path of Windows are one however they are written, and are shown as they were first', async () => {
  const [key, other] = [await open(), await open()];
  await add(key, [
    { type: 'device', value: 'TILL-9X1' },
    { type: 'device', value: 'till-9x1' },
    { type: 'file_path', value: 'C:\\Windows\\Evil.exe' },
    { type: 'file_path', value: '/opt/Evil' },
  ]);
  const again = await add(other, [
    { type: 'device', value: 'Till-9x1' },
    { type: 'file_path', value: 'c:\\windows\\EVIL.exe' },
    { type: 'file_path', value: '/opt/evil' },
    { type: 'registry_key', value: 'HKLM\\Software\\Run' },
    { type: 'registry_key', value: 'hklm\\SOFTWARE\\run' },
  ]);
  expect(again.rejected).toEqual([]);
  const held = async (of: string) =>
    (await listCaseObservables({ ctx: ann(), input: { key: of, query: {} } })).items.map(({ value }) => value).sort();
  expect(await held(key)).toEqual(['/opt/Evil', 'C:\\Windows\\Evil.exe', 'TILL-9X1']);
  expect(await held(other)).toEqual([
    '/opt/evil',
    'C:\\Windows\\Evil.exe',
    'HKEY_LOCAL_MACHINE\\Software\\Run',
    'TILL-9X1',
  ]);
  for (const value of ['till-9X1', 'c:\\WINDOWS\\evil.exe'])
    expect((await listObservables({ ctx: ann(), input: { value } })).items).toMatchObject([{ caseCount: 2 }]);
});

test('every written form of one observable is one row, guessed by its form, in the role of its type', async () => {
  const key = await open();
  const added = await add(key, [
    { value: 'hxxps://Evil[.]example/a' },
    { value: 'EVIL[.]COM.' },
    { value: 'evil.com' },
    { type: 'user', value: 'JDoe' },
    { value: 'CVE-2021-44228' },
    { value: 'not an indicator at all' },
  ]);
  expect(added.rejected).toEqual([]);
  expect(added.existing).toBe(0);
  expect(new Set(added.added.map(({ type, value, role }) => `${type} ${value} ${role}`))).toEqual(
    new Set([
      'url https://evil.example/a implicated',
      'domain evil.com implicated',
      'user jdoe victim',
      'cve CVE-2021-44228 related',
      'other not an indicator at all implicated',
    ]),
  );
  expect(added.added.find((one) => one.type === 'domain')).toMatchObject({
    defanged: 'evil[.]com',
    verdict: 'unknown',
    caseCount: 1,
    origins: [{ path: 'manual' }, { path: 'manual' }],
    addedBy: { name: 'Ann' },
    firstSeen: after(60).toISOString(),
  });
  expect(await rowOf(floor.db, key)).toMatchObject({ observableCount: 5, version: 1, acknowledgedAt: null });
  expect(await kindsOf(floor.db, key)).toEqual(['created', 'observables']);
  expect((await eventsOf(floor.db, key)).at(-1)).toMatchObject({ name: 'case/observable.added' });
  expect((await auditOf(floor.db, key)).at(-1)).toMatchObject({
    action: 'case.observe',
    diff: { observableCount: { to: 5 } },
  });

  const before = await traceOf(floor.db, key);
  expect(await add(key, [{ value: 'evil[.]com' }, { type: 'user', value: 'jdoe ' }], 90)).toEqual({
    added: [],
    existing: 2,
    rejected: [],
  });
  expect(await traceOf(floor.db, key)).toEqual(before);
});

test('what is not of its type is rejected with the reason, the rest is added', async () => {
  const result = await add(await open(), [
    { type: 'ipv4', value: '999.1.1.1' },
    { type: 'file_name', value: 'a/b' },
    { value: 'x'.repeat(600) },
    { type: 'ipv4', value: '203.0.113.77' },
  ]);
  expect(result.added).toHaveLength(1);
  expect(result.rejected).toEqual([
    { value: '999.1.1.1', reason: 'This is not a valid ipv4.' },
    { value: 'a/b', reason: 'This is not a valid file name.' },
    { value: 'x'.repeat(600), reason: 'This is too long for a value without a type. Name its type.' },
  ]);
});

test('our own assets are own whatever was said; elsewhere the stronger of two roles counts', async () => {
  await floor.db.insert(allowList).values([
    { id: newId(), kind: 'domain_suffix', value: 'retail.example', createdAt: NOW },
    { id: newId(), kind: 'cidr', value: '192.0.2.0/24', createdAt: NOW },
  ]);
  const { added } = await add(await open(), [
    { value: 'pos1.retail.example', role: 'implicated' },
    { value: '192.0.2.8' },
    { value: '198.51.100.200', role: 'related' },
    { value: '198.51.100.200', role: 'implicated' },
  ]);
  const roles = Object.fromEntries(added.map((one) => [one.value, [one.role, one.allowListed]]));
  expect(roles).toEqual({
    'pos1.retail.example': ['own', true],
    '192.0.2.8': ['own', true],
    '198.51.100.200': ['implicated', false],
  });
});

test('values longer than an index entry are told apart to the last character', async () => {
  const key = await open();
  const long = `powershell -enc ${'A'.repeat(20_000)}`;
  const candidates = [`${long}1`, `${long}2`].map((value) => ({
    type: 'command_line' as const,
    value,
    role: 'implicated' as const,
    origins: [{ path: '/process' }],
  }));
  const linked = await linkFound(floor.db, key, candidates);
  expect(linked.added.map((one) => one.value.length)).toEqual([long.length + 1, long.length + 1]);
  expect(await linkFound(floor.db, key, candidates)).toMatchObject({
    added: [],
    existing: 2,
  });
  const said = (await timelineOf(floor.db, key)).at(-1)!.detail.observables as { value: string }[];
  expect(said.every((one) => one.value.length <= 200)).toBe(true);
});

test('twenty writers of overlapping sets on two cases: no deadlock comes out, nothing stands twice, the counts are right', async () => {
  const keys = [await open(), await open()];
  const pool = Array.from({ length: 40 }, (_, n) => ({ value: `203.0.113.${n + 100}`, type: 'ipv4' as const }));
  const writes = Array.from({ length: 20 }, (_, n) => {
    const items = [...pool.slice(n), ...pool.slice(0, n)].slice(0, 25);
    return add(keys[n % 2]!, n % 3 === 0 ? items.reverse() : items);
  });
  const results = await Promise.all(writes);
  for (const [at, key] of keys.entries()) {
    const row = await rowOf(floor.db, key);
    const held = await floor.db.select().from(caseObservables).where(eq(caseObservables.caseId, row.id));
    const added = results.filter((_, n) => n % 2 === at).flatMap((one) => one.added.map(({ value }) => value));
    expect(new Set(added).size).toBe(added.length);
    expect(held).toHaveLength(added.length);
    expect(row.observableCount).toBe(added.length);
  }
  const values = pool.map((one) => one.value);
  const stored = await floor.db.select().from(observables).where(inArray(observables.value, values));
  expect(stored).toHaveLength(new Set(stored.map((one) => one.value)).size);
});

test('the member whom a case is about loses it, and is told apart from other users', async () => {
  const subject = await member(floor.db, { name: 'Ivan' });
  const fields = { title: 'Odd logins', severity: 'high', assignee: subject.id } as const;
  const { key } = await openCase({ ctx: robot(), input: { fields } });
  const report = (value: string) =>
    linkFound(floor.db, key, [{ type: 'user', value, role: 'related', origins: [{ path: '/actor' }] }]);
  await report('somebody.else@retail.example');
  expect((await rowOf(floor.db, key)).subjectMemberId).toBeNull();
  await report(subject.email.toUpperCase());
  expect(await rowOf(floor.db, key)).toMatchObject({
    subjectMemberId: subject.id,
    assigneeId: null,
    queue: 'leads',
    observableCount: 2,
  });
  expect((await timelineOf(floor.db, key)).at(-1)).toMatchObject({
    kind: 'assigned',
    detail: { from: subject.id, to: null },
  });
});

test('an analyst cannot hide a case by naming somebody; a lead can, also once it is named', async () => {
  const named = [{ type: 'user' as const, value: floor.people.admin.email }];
  const key = await open();
  await add(key, named);
  expect((await rowOf(floor.db, key)).subjectMemberId).toBeNull();
  const ofAnalyst = await openCase({
    ctx: ctxOf(floor.db, apiKey('analyst')),
    input: { fields: { title: 'Case', severity: 'low', observables: named } },
  });
  expect((await rowOf(floor.db, ofAnalyst.key)).subjectMemberId).toBeNull();
  const lead = ctxOf(floor.db, as(floor.people.lead));
  expect(await addObservables({ ctx: lead, input: { key, items: named } })).toMatchObject({ added: [], existing: 1 });
  expect((await rowOf(floor.db, key)).subjectMemberId).toBe(floor.people.admin.id);
});

test('what the case has already gains origins, none twice and twenty at most, and keeps the stronger role', async () => {
  const key = await open();
  const seen = (path: string, role?: 'implicated' | 'victim' | 'related', deliveryId?: string) => {
    const origins = [deliveryId ? { path, deliveryId } : { path }];
    const candidate = { type: 'ipv4' as const, value: '203.0.113.9', origins, ...(role ? { role } : {}) };
    return linkFound(floor.db, key, [candidate]);
  };
  const held = async () => {
    const { items } = await listCaseObservables({ ctx: ann(), input: { key, query: {} } });
    return items.find((item) => item.value === '203.0.113.9')!;
  };
  await seen('/notes', 'related', 'd1');
  expect(await seen('/actorIP', 'implicated', 'd2')).toMatchObject({ added: [], existing: 1 });
  expect(await held()).toMatchObject({
    role: 'implicated',
    origins: [
      { path: '/notes', deliveryId: 'd1' },
      { path: '/actorIP', deliveryId: 'd2' },
    ],
  });
  expect(await rowOf(floor.db, key)).toMatchObject({ observableCount: 1 });
  expect((await timelineOf(floor.db, key)).at(-1)).toMatchObject({
    kind: 'observables',
    summary: 'Found an observable in a stronger role: implicated',
    detail: { observables: [{ value: '203.0.113.9', from: 'related', to: 'implicated' }] },
  });
  const added = (await eventsOf(floor.db, key)).filter((event) => event.name === 'case/observable.added');
  expect(added).toHaveLength(1);

  const before = await traceOf(floor.db, key);
  await seen('/notes', 'related', 'd1');
  await seen('/target', 'victim', 'd3');
  expect(await held()).toMatchObject({ role: 'implicated', origins: { length: 3 } });
  expect(await traceOf(floor.db, key)).toEqual(before);
  for (let n = 0; n < 30; n += 1) await seen(`/more/${n}`, 'related', 'd4');
  const { origins } = await held();
  expect(origins).toHaveLength(20);
  expect(origins[0]).toEqual({ path: '/notes', deliveryId: 'd1' });
});

test('a role that nobody said strengthens none', async () => {
  const key = await open();
  const value = 'docs.example.org';
  await add(key, [{ value, role: 'related' }]);
  await add(key, [{ value }]);
  const { items } = await listCaseObservables({ ctx: ann(), input: { key, query: {} } });
  expect(items).toMatchObject([{ value, role: 'related' }]);
});

test('a long value is cut between characters', async () => {
  const key = await open();
  const value = `${'x'.repeat(198)}😀${'y'.repeat(50)}`;
  await add(key, [{ type: 'command_line', value }]);
  const [said] = (await timelineOf(floor.db, key)).at(-1)!.detail.observables as { value: string }[];
  expect(said!.value).toBe(`${'x'.repeat(198)}…`);
});

test('a case’s observables come in reading order, page by page', async () => {
  const key = await open();
  await add(key, [
    ...Array.from({ length: 7 }, (_, n) => ({ value: `198.51.100.${n}`, role: 'related' as const })),
    { value: 'bad.example.org', role: 'implicated' as const },
    { type: 'user' as const, value: 'victim', role: 'victim' as const },
  ]);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listCaseObservables({ ctx: ann(), input: { key, query: { limit: 4, cursor } } });
    seen.push(...page.items.map((one) => one.value));
    expect(page.count).toEqual({ value: 9, capped: false });
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen.slice(0, 2)).toEqual(['bad.example.org', 'victim']);
  expect(new Set(seen).size).toBe(9);
});

test('an observable is found in any form, with the cases that hold it', async () => {
  const [one, two] = [await open(), await open()];
  for (const key of [one, two])
    await add(key, [{ value: 'beacon.test-c2.net' }, { type: 'process', value: 'Evil.exe' }]);
  const find = async (query: object) => (await listObservables({ ctx: ann(), input: query })).items;
  for (const value of ['beacon.test-c2.net', 'BEACON[.]test-c2[.]net.', ' hxxp://x '])
    expect((await find({ value })).map((item) => item.caseCount)).toEqual(value.includes('hxxp') ? [] : [2]);
  expect(await find({ value: 'Evil.exe', type: 'process' })).toMatchObject([{ type: 'process', caseCount: 2 }]);
  expect(await find({ value: 'beacon.test-c2.net', type: 'ipv4,md5' })).toEqual([]);
  const [found] = await find({ value: 'beacon.test-c2.net', verdict: 'unknown' });
  const whole = await getObservable({ ctx: ann(), input: { id: found!.id } });
  expect(whole.cases.map((held) => held.key).sort()).toEqual([one, two].sort());
  for (const id of ['nonsense', newId()])
    await expect(getObservable({ ctx: ann(), input: { id } })).rejects.toMatchObject({ code: 'not_found' });
});

test('the list of observables walks through ties without doubles, and refuses a foreign cursor', async () => {
  const { items, count } = await listObservables({ ctx: ann(), input: { limit: 200 } });
  expect(count.value).toBe(items.length);
  const walked: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listObservables({ ctx: ann(), input: { limit: 7, cursor } });
    walked.push(...page.items.map((item) => item.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(walked).toEqual(items.map((item) => item.id));
  const foreign = Buffer.from('["yesterday","x"]').toString('base64url');
  await expect(listObservables({ ctx: ann(), input: { cursor: foreign } })).rejects.toMatchObject({
    code: 'invalid',
    errors: [{ pointer: '/cursor' }],
  });
  const { rows } = await floor.db.execute(sql`select count(*)::int as n from observables`);
  expect(rows[0]).toEqual({ n: items.length });
});

test('an observable of restricted cases alone does not exist for who may not see them', async () => {
  const lead = ctxOf(floor.db, as(floor.people.lead));
  const observable = [{ type: 'user' as const, value: 'insider' }];
  const fields = { title: 'Insider', severity: 'high', restricted: true, observables: observable } as const;
  const { key } = await openCase({ ctx: lead, input: { fields: { ...fields, observables: observable } } });
  const [seen] = (await listObservables({ ctx: lead, input: { value: 'insider' } })).items;
  expect(seen).toMatchObject({ caseCount: 1 });
  expect((await listObservables({ ctx: ann(), input: { value: 'insider' } })).items).toEqual([]);
  await expect(getObservable({ ctx: ann(), input: { id: seen!.id } })).rejects.toMatchObject({ code: 'not_found' });
  const open1 = await open();
  await add(open1, observable);
  expect((await listObservables({ ctx: ann(), input: { value: 'insider' } })).items).toMatchObject([{ caseCount: 1 }]);
  expect((await getObservable({ ctx: ann(), input: { id: seen!.id } })).cases.map((held) => held.key)).toEqual([open1]);
  expect((await getObservable({ ctx: lead, input: { id: seen!.id } })).cases.map((held) => held.key).sort()).toEqual(
    [key, open1].sort(),
  );
});

test('a case waits for nobody who is just linking the same observable to another one', async () => {
  const [busy, other] = [await open(), await open()];
  const item = { type: 'ipv4' as const, value: '198.51.100.9' };
  await add(busy, [item]);
  const [known] = await floor.db.select().from(observables).where(eq(observables.value, item.value));
  await floor.db.transaction(async (tx) => {
    await tx
      .update(observables)
      .set({ lastSeen: after(90) })
      .where(eq(observables.id, known!.id));
    expect((await add(other, [item], 80)).added).toHaveLength(1);
  });
  const [row] = await floor.db.select().from(observables).where(eq(observables.id, known!.id));
  expect(row!.lastSeen).toEqual(after(90));
});
