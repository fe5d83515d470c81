import { and, eq, isNull } from 'drizzle-orm';
import { type CaseFile, caseFiles } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import type { FileView } from '../../domain/views/evidence.ts';
import { authorizeFor, lockCase } from '../cases/fetch.ts';
import { touchCase } from '../cases/save.ts';
import { notFound } from '../errors.ts';
import { flagOrders } from '../injections/flag-orders.ts';
import { type Ctx, emit, transact, writeAudit, writeTimeline } from '../kernel/index.ts';
import { linkObservables } from '../observables/link.ts';
import type { ReceivedFile } from './receive.ts';
import { fileViews } from './view.ts';

/** Makes a file that was received evidence of its case; its SHA-256 becomes an observable there, implicated where it is malware. */
export async function attachFile({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; file: ReceivedFile };
}): Promise<FileView> {
  await authorizeFor(ctx, input.key, 'case.attach');
  return transact(ctx, 'files.attach', async (tx) => {
    const of = await lockCase(tx, input.key, 'case.attach');
    const [file] = await tx.tx
      .update(caseFiles)
      .set({ completedAt: tx.now })
      .where(and(eq(caseFiles.id, input.file.id), eq(caseFiles.caseId, of.id), isNull(caseFiles.completedAt)))
      .returning();
    if (!file) throw notFound('The file');
    const key = keyOf(of.number);
    await writeTimeline(tx, {
      caseId: of.id,
      kind: 'file',
      summary: `Added the file ${file.name}${file.malware ? ', which is malware' : ''}`,
      detail: factsOf(file),
    });
    await writeAudit(tx, {
      action: 'case.attach',
      entity: 'case',
      entityId: key,
      diff: { file: { from: null, to: factsOf(file) } },
    });
    const role = file.malware ? 'implicated' : 'related';
    const candidate = { type: 'sha256', value: file.sha256!, role, origins: [{ path: `file: ${file.name}` }] } as const;
    const current = await touchCase(tx, of);
    await linkObservables(tx, current, [{ ...candidate, origins: [...candidate.origins] }]);
    const said = { previous: { file: null }, current: { file: file.id }, actor: refOf(tx.actor) };
    await emit(tx, 'case/updated', { key, ...said }, { caseId: of.id });
    await flagOrders(tx, of.id, [{ field: 'file', id: file.id, text: file.name }]);
    return (await fileViews(tx.tx, [file]))[0]!;
  });
}

/** What the records keep of a file. */
export const factsOf = ({ id, name, bytes, sha256, malware }: CaseFile) => ({ id, name, bytes, sha256, malware });
