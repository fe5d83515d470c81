import { desc, eq, gt } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { connect } from '#lib/db/client.ts';
import { audit, auditSeals } from '#lib/db/schema/index.ts';
import { log } from '#lib/log.ts';
import { verifyAudit } from '#lib/services/audit/verify.ts';
import { useEncryptionKey } from '#lib/services/connectors/box.ts';
import { transact, writeAudit } from '#lib/services/kernel/index.ts';
import { as, ctxOf, testFloor } from '#lib/services/testing/fixtures.ts';
import { startSealing } from './seal-audit.ts';

const floor = testFloor();
const admin = () => ctxOf(floor.db, as(floor.people.admin));
const write = (entityId: string) =>
  transact(admin(), 'test', (tx) =>
    writeAudit(tx, { action: 'test.write', entity: 'test', entityId, diff: { value: { from: null, to: entityId } } }),
  );

test('each new seal is in the log once, and shows later that the end of the chain was cut off', async () => {
  useEncryptionKey('01'.repeat(32));
  const info = vi.spyOn(log, 'info').mockImplementation(() => undefined);
  const told = () =>
    info.mock.calls.map(([facts]) => facts as unknown as { seal: number; toRow: number; hash: string });
  const database = connect(floor.url, 2);
  await write('first');
  const loop = startSealing(database);
  // Transactions of other test files count as being at work too: it may have to look again.
  const sealed = (seals: number) =>
    expect
      .poll(() => {
        loop.wake();
        return told().length;
      })
      .toBe(seals);
  await sealed(1);
  await write('second');
  await sealed(2);
  await loop.stop();
  await database.pool.end();
  const noted = told().at(-1)!;
  info.mockRestore();

  const [newest] = await floor.db.select().from(auditSeals).orderBy(desc(auditSeals.number)).limit(1);
  expect(noted).toEqual({ seal: 2, toRow: newest!.seq, hash: newest!.hash });
  const check = (head?: string) => verifyAudit({ ctx: admin(), input: head ? { head } : {} });
  expect(await check(noted.hash)).toMatchObject({ ok: true, head: { seal: 2, toSeq: noted.toRow, hash: noted.hash } });

  await floor.db.delete(auditSeals).where(gt(auditSeals.number, 1));
  await floor.db.delete(audit).where(eq(audit.seq, noted.toRow));
  expect(await check(), 'what is left fits').toMatchObject({ ok: true, head: { seal: 1 } });
  expect(await check(noted.hash)).toMatchObject({ ok: false, broken: { reason: expect.stringContaining('cut off') } });
});
