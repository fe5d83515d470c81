import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { audit, auditSeals, cases } from '../../db/schema/index.ts';
import type { AuditCheck } from '../../domain/views/audit.ts';
import { openCase } from '../cases/open.ts';
import { useEncryptionKey } from '../connectors/box.ts';
import { type Ctx, transact, writeAudit } from '../kernel/index.ts';
import { after, as, ctxOf, NOW, testFloor } from '../testing/fixtures.ts';
import { rowOf } from '../testing/reads.ts';
import { exportAudit } from './export.ts';
import { auditFacets } from './facets.ts';
import { listAudit } from './list.ts';
import { type Bound, sealAudit } from './seal.ts';
import { verifyAudit } from './verify.ts';

const floor = testFloor();
beforeAll(() => useEncryptionKey('01'.repeat(32)));
const admin = (seconds = 0) => ctxOf(floor.db, as(floor.people.admin), after(seconds));
const write = (entityId: string, more: { ctx?: Ctx; action?: string; diff?: Record<string, unknown> } = {}) =>
  transact(more.ctx ?? admin(), 'test', (tx) =>
    writeAudit(tx, {
      action: more.action ?? 'test.write',
      entity: 'test',
      entityId,
      diff: { value: { from: null, to: more.diff ?? entityId } },
    }),
  );
const list = async (input: unknown, ctx = admin()) => (await listAudit({ ctx, input })).items;
const momentAfter = (seconds: number) => after(seconds).toISOString();
const verifyNow = (input: unknown = {}) => verifyAudit({ ctx: admin(), input });
/** Seals all that there is. Transactions of other test files, in their databases, count as being at work too. */
const sealAll = async (waiting: Bound | null = null) => {
  do waiting = await sealAudit(floor.db, NOW, waiting);
  while (waiting);
};
const verify = async (input: unknown = {}) => {
  await sealAll();
  return verifyNow(input);
};

describe('the list', () => {
  test('says who, from where, old and new; and hides secrets', async () => {
    const origin = { ip: '203.0.113.9', userAgent: 'curl/8' };
    await write('secret', { ctx: { ...admin(), origin }, diff: { apiKey: 'sk-123', url: 'https://a.example' } });
    expect(await list({ entity: 'test', entityId: 'secret' })).toMatchObject([
      {
        actor: { kind: 'user', name: 'Ada' },
        ip: '203.0.113.9',
        userAgent: 'curl/8',
        action: 'test.write',
        diff: { value: { from: null, to: { apiKey: '(hidden)', url: 'https://a.example' } } },
      },
    ]);
  });

  test('is filtered by actor, action, thing and time', async () => {
    const lead = ctxOf(floor.db, as(floor.people.lead), new Date(momentAfter(7200)));
    await write('filtered', { ctx: lead, action: 'test.other' });
    const ids = async (input: unknown) => (await list(input)).map(({ entityId }) => entityId);
    expect(await ids({ actor: floor.people.lead.id })).toEqual(['filtered']);
    expect(await ids({ action: 'test.other' })).toEqual(['filtered']);
    expect(await ids({ from: momentAfter(7200) })).toEqual(['filtered']);
    expect(await ids({ from: momentAfter(7201) })).toEqual([]);
    expect(await ids({ to: momentAfter(7200), entity: 'test' })).not.toContain('filtered');
    expect(await ids({ actor: [floor.people.lead.id, floor.people.admin.id], action: 'test.other' })).toEqual([
      'filtered',
    ]);
    expect(await auditFacets({ ctx: admin() })).toEqual({
      actions: expect.arrayContaining(['test.other', 'test.write']),
      entities: ['test'],
    });
  });

  test('is paged, newest first, rows of one moment included', async () => {
    for (let n = 0; n < 5; n += 1) await write(`page ${n}`, { action: 'test.page' });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await listAudit({
        ctx: admin(),
        input: { action: 'test.page', limit: 2, ...(cursor && { cursor }) },
      });
      seen.push(...page.items.map(({ entityId }) => entityId));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual([4, 3, 2, 1, 0].map((n) => `page ${n}`));
  });

  test('says nothing of a case to the member whom it is about', async () => {
    const { key } = await openCase({ ctx: admin(), input: { fields: { title: 'About Lena', severity: 'high' } } });
    const { id } = await rowOf(floor.db, key);
    const lead = ctxOf(floor.db, as(floor.people.lead));
    const ofCase = { entity: 'case', entityId: key };
    expect(await list(ofCase, lead)).toHaveLength(1);
    await floor.db.update(cases).set({ subjectMemberId: floor.people.lead.id }).where(eq(cases.id, id));
    expect(await list(ofCase, lead)).toEqual([]);
    expect(await textOf({ format: 'json', ...ofCase }, lead)).toBe('[]\n');
    expect(await list(ofCase)).toHaveLength(1);
  });
});

const textOf = async (input: unknown, ctx = admin()) => new Response((await exportAudit({ ctx, input })).body).text();

describe('an export', () => {
  test('is CSV that a spreadsheet does not run, or JSON, and stands in the log itself', async () => {
    await write('=cmd|calc', { action: 'test.export' });
    await write('b', { action: 'test.export' });
    const lines = (await textOf({ action: 'test.export' })).split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toContain('Time,Actor kind,Actor');
    expect(lines[2]).toContain("'=cmd|calc");
    const rows = JSON.parse(await textOf({ action: 'test.export', format: 'json' })) as { entityId: string }[];
    expect(rows.map(({ entityId }) => entityId)).toEqual(['b', '=cmd|calc']);
    expect((await list({ entity: 'audit' })).slice(0, 2)).toMatchObject([{ entityId: 'json' }, { entityId: 'csv' }]);
    expect(JSON.parse(await textOf({ action: 'nothing', format: 'json' }))).toEqual([]);
  });

  test('is whole over many pages', async () => {
    const rows = Array.from({ length: 2500 }, (_, n) => ({
      id: newId(),
      at: NOW,
      actor: { kind: 'system' as const, id: 'system', name: 'Watchfloor' },
      action: 'test.many',
      entity: 'test',
      entityId: String(n),
      diff: {},
    }));
    await floor.db.insert(audit).values(rows);
    const found = JSON.parse(await textOf({ action: 'test.many', format: 'json' })) as { entityId: string }[];
    expect(found.map(({ entityId }) => Number(entityId))).toEqual(rows.map((_, n) => 2499 - n));
  });
});

describe('the chain', () => {
  test('holds for what was not touched, and knows a head that was noted', async () => {
    await write('one');
    const first = await verify();
    expect(first).toMatchObject({ ok: true, broken: null, unsealed: 0, nextCursor: null });
    expect(first.rows).toBe((await floor.db.select().from(audit)).length);
    await write('two');
    const second = await verify({ head: first.head!.hash });
    expect(second).toMatchObject({ ok: true, head: { seal: first.head!.seal + 1 } });
    expect(await verify({ head: 'another' })).toMatchObject({ ok: false });
  });

  const tampered = async (tamper: (seq: number) => Promise<unknown>): Promise<AuditCheck> => {
    await write('before');
    await verify();
    await write('a');
    await write('b');
    await write('c');
    await verify();
    const [middle] = await floor.db.select().from(audit).where(eq(audit.entityId, 'b')).orderBy(sql`seq desc`).limit(1);
    await write('after');
    await verify();
    const rows = await floor.db.select().from(audit);
    const seals = await floor.db.select().from(auditSeals);
    await tamper(middle!.seq);
    const check = await verify();
    await floor.db.delete(audit);
    await floor.db.delete(auditSeals);
    await floor.db.insert(audit).values(rows);
    await floor.db.insert(auditSeals).values(seals);
    if (check.broken && check.broken.toSeq >= middle!.seq) expect(check.broken.afterSeq).toBeLessThan(middle!.seq);
    return check;
  };
  const row = (seq: number) => eq(audit.seq, seq);

  test.each<[string, (seq: number) => Promise<unknown>, string]>([
    ['changed', (seq) => floor.db.update(audit).set({ action: 'test.forged' }).where(row(seq)), 'changed'],
    ['given another actor', (seq) => floor.db.update(audit).set({ ip: '192.0.2.1' }).where(row(seq)), 'changed'],
    [
      'moved in time',
      (seq) =>
        floor.db
          .update(audit)
          .set({ at: new Date(momentAfter(1)) })
          .where(row(seq)),
      'changed',
    ],
    ['taken away', (seq) => floor.db.delete(audit).where(row(seq)), '1 of 3 rows are gone.'],
  ])('a row that was %s breaks it', async (_, tamper, reason) => {
    const check = await tampered(tamper);
    expect(check).toMatchObject({ ok: false, nextCursor: null });
    expect(check.broken?.reason).toContain(reason);
  });

  test('a seal that was made anew without the key, or taken out of the middle, breaks it', async () => {
    const forged = await tampered(async (seq) => {
      await floor.db.delete(audit).where(row(seq));
      await floor.db.update(auditSeals).set({ rows: 2 }).where(eq(auditSeals.rows, 3));
    });
    expect(forged.ok).toBe(false);
    const gone = await tampered(() => floor.db.delete(auditSeals).where(eq(auditSeals.rows, 3)));
    expect(gone.broken?.reason).toMatch(/^The seal \d+ is gone\.$/);
  });

  test('another key cannot vouch for it; a key that was rotated out of use can', async () => {
    await verify();
    useEncryptionKey('02'.repeat(32));
    expect(await verify()).toMatchObject({ ok: false });
    useEncryptionKey(`${'02'.repeat(32)},${'01'.repeat(32)}`);
    await write('with the new key');
    expect(await verify()).toMatchObject({ ok: true });
    useEncryptionKey('01'.repeat(32));
    const seals = await floor.db.select().from(auditSeals);
    const old = seals.filter(({ hash }) => secretIdOf(hash) === secretIdOf(seals[0]!.hash));
    await floor.db.delete(auditSeals).where(sql`number > ${old.length}`);
    expect(await verify()).toMatchObject({ ok: true });
  });

  test.each([
    ['two seals', { seals: 2, rows: 1000 }],
    ['three rows', { seals: 1000, rows: 3 }],
  ])('is checked %s at a time, and the parts are the whole', async (_, most) => {
    for (const name of ['w', 'x', 'y', 'z']) {
      await write(name);
      await verify();
    }
    const whole = await verify();
    const sum = { seals: 0, rows: 0, parts: 0 };
    let cursor: string | null = null;
    do {
      const part = await verifyAudit({ ctx: admin(), input: cursor ? { cursor } : {} }, most);
      expect(part.ok).toBe(true);
      sum.seals += part.seals;
      sum.rows += part.rows;
      sum.parts += 1;
      cursor = part.nextCursor;
    } while (cursor);
    expect(sum).toMatchObject({ seals: whole.seals, rows: whole.rows });
    expect(sum.parts).toBeGreaterThan(2);
  });

  test('waits for a row whose number was given before and that commits after', async () => {
    await verify();
    const slow = Promise.withResolvers<void>();
    const written = Promise.withResolvers<void>();
    const late = transact(admin(), 'late', async (tx) => {
      await writeAudit(tx, { action: 'test.late', entity: 'test', entityId: 'late', diff: {} });
      written.resolve();
      await slow.promise;
    });
    await written.promise;
    await write('early');
    const waiting = await sealAudit(floor.db, NOW);
    expect(waiting).not.toBeNull();
    expect(await verifyNow()).toMatchObject({ ok: true, unsealed: 1 });
    slow.resolve();
    await late;
    await sealAll(waiting);
    expect(await verifyNow()).toMatchObject({ ok: true, unsealed: 0 });
  });

  test('sealed by many at once while many write: one chain, nothing left out', async () => {
    const writes = Array.from({ length: 30 }, (_, n) => write(`busy ${n}`));
    const seals = Array.from({ length: 5 }, () => sealAudit(floor.db, NOW));
    await Promise.all([...writes, ...seals]);
    expect(await verify()).toMatchObject({ ok: true, unsealed: 0 });
  });
});

const secretIdOf = (hash: string) => hash.split('.')[0];

test.each<['analyst' | 'viewer']>([['analyst'], ['viewer']])('the role %s reads nothing of it', async (role) => {
  const ctx = ctxOf(floor.db, as(floor.people[role]));
  const forbidden = { code: 'forbidden' };
  await expect(listAudit({ ctx, input: {} })).rejects.toMatchObject(forbidden);
  await expect(exportAudit({ ctx, input: {} })).rejects.toMatchObject(forbidden);
  await expect(verifyAudit({ ctx, input: {} })).rejects.toMatchObject(forbidden);
  await expect(auditFacets({ ctx })).rejects.toMatchObject(forbidden);
});
