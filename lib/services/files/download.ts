import { and, eq } from 'drizzle-orm';
import { encryptedArchive } from '../../crypto/archive.ts';
import type { Db } from '../../db/client.ts';
import { fileChunks } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import { ARCHIVE_PASSWORD, CHUNK_BYTES } from '../../domain/files.ts';
import { authorizeFor, findCase } from '../cases/fetch.ts';
import { authorizeCase, type Ctx, transact, writeAudit } from '../kernel/index.ts';
import { factsOf } from './attach.ts';
import { findFile } from './find.ts';

/** Opens a file for reading, piece by piece; malware as an archive with the password “infected”. Who took it is on record. */
export async function downloadFile({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; id: string };
}): Promise<{ name: string; body: ReadableStream<Uint8Array> }> {
  await authorizeFor(ctx, input.key, 'case.download');
  const of = await findCase(ctx.db, ctx, input.key);
  authorizeCase(ctx.actor, 'case.download', of, keyOf(of.number));
  const file = await findFile(ctx.db, of.id, input.id);
  await transact(ctx, 'files.download', (tx) =>
    writeAudit(tx, {
      action: 'case.download',
      entity: 'case',
      entityId: keyOf(of.number),
      diff: { file: { from: null, to: factsOf(file) } },
    }),
  );
  const content = readPieces(ctx.db, file.id, Math.ceil(file.bytes / CHUNK_BYTES));
  if (!file.malware) return { name: file.name, body: content };
  return { name: `${file.name}.zip`, body: encryptedArchive(file.name, content, ARCHIVE_PASSWORD) };
}

/** Each piece is read when the one before it has been taken. */
function readPieces(db: Db, fileId: string, count: number): ReadableStream<Uint8Array> {
  let position = 0;
  return new ReadableStream(
    {
      async pull(controller) {
        if (position >= count) return controller.close();
        const [piece] = await db
          .select({ data: fileChunks.data })
          .from(fileChunks)
          .where(and(eq(fileChunks.fileId, fileId), eq(fileChunks.position, position)));
        if (!piece) throw new Error('The file was deleted while it was read.');
        position += 1;
        controller.enqueue(piece.data);
      },
    },
    { highWaterMark: 1 },
  );
}
