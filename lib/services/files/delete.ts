import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { caseFiles, fileChunks } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { FileDeletion } from '../../domain/files.ts';
import type { FileView } from '../../domain/views/evidence.ts';
import { authorizeFor, lockCase } from '../cases/fetch.ts';
import { touchCase } from '../cases/save.ts';
import { authorizeCase, type Ctx, emit, parse, transact, writeAudit, writeTimeline } from '../kernel/index.ts';
import { factsOf } from './attach.ts';
import { findFile } from './find.ts';
import { fileViews } from './view.ts';

/**
 * Deletes a file's content for good. That it was there, who deleted it and why stays, and so does its hash. One's own; those of others only
 * for who may.
 */
export async function deleteFile({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; id: string; deletion: z.input<typeof FileDeletion> };
}): Promise<FileView> {
  await authorizeFor(ctx, input.key, 'case.attach');
  const { reason } = parse(FileDeletion, input.deletion);
  return transact(ctx, 'files.delete', async (tx) => {
    const of = await lockCase(tx, input.key, 'case.attach');
    const file = await findFile(tx.tx, of.id, input.id);
    const key = keyOf(of.number);
    if (file.uploadedBy.id !== tx.actor.id) authorizeCase(tx.actor, 'case.delete_file', of, key);
    const [gone] = await tx.tx
      .update(caseFiles)
      .set({ deletedAt: tx.now, deletedBy: refOf(tx.actor), deletedReason: reason })
      .where(eq(caseFiles.id, file.id))
      .returning();
    await tx.tx.delete(fileChunks).where(eq(fileChunks.fileId, file.id));
    await touchCase(tx, of);
    await writeTimeline(tx, {
      caseId: of.id,
      kind: 'file',
      summary: `Deleted the file ${file.name}: ${reason}`,
      detail: { ...factsOf(file), deleted: true, reason },
    });
    await writeAudit(tx, {
      action: 'case.delete_file',
      entity: 'case',
      entityId: key,
      diff: { file: { from: factsOf(file), to: null }, reason: { from: null, to: reason } },
    });
    const said = { previous: { file: file.id }, current: { file: null }, actor: refOf(tx.actor) };
    await emit(tx, 'case/updated', { key, ...said }, { caseId: of.id });
    return (await fileViews(tx.tx, [gone!]))[0]!;
  });
}
