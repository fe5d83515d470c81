import { createHash } from 'node:crypto';
import { and, eq, isNull, lt } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { newId } from '../../db/id.ts';
import { caseFiles, fileChunks } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { CHUNK_BYTES, cleanFileName, FileInput } from '../../domain/files.ts';
import { authorizeFor, findCase } from '../cases/fetch.ts';
import { conflict, invalid } from '../errors.ts';
import { authorizeCase, type Ctx, parse } from '../kernel/index.ts';

/** A file whose content is here, and which no case shows yet. */
export interface ReceivedFile {
  id: string;
  bytes: number;
  /** Hex. */
  sha256: string;
}

const ABANDONED_MS = 60 * 60 * 1000;

/**
 * Takes the content of a file as it streams in, piece by piece, each written at once: a slow sender holds no transaction open, and a file
 * that breaks off leaves nothing. {@link attachFile} makes it evidence. Throws what `body` throws.
 */
export async function receiveFile({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; query: unknown; body: AsyncIterable<Uint8Array> };
}): Promise<ReceivedFile> {
  await authorizeFor(ctx, input.key, 'case.attach');
  const { name, malware } = parse(FileInput, input.query);
  const of = await findCase(ctx.db, ctx, input.key);
  authorizeCase(ctx.actor, 'case.attach', of, keyOf(of.number));
  if (of.mergedIntoId) throw conflict(`${keyOf(of.number)} was merged into another case: add the file there.`);
  await sweep(ctx);
  const id = newId();
  const uploadedBy = refOf(ctx.actor);
  await ctx.db
    .insert(caseFiles)
    .values({ id, caseId: of.id, name: cleanFileName(name), malware, uploadedBy, createdAt: ctx.now });
  try {
    const { bytes, sha256 } = await store(ctx.db, id, input.body);
    if (bytes === 0) throw invalid([{ pointer: '', message: 'The file is empty.' }]);
    await ctx.db.update(caseFiles).set({ bytes, sha256 }).where(eq(caseFiles.id, id));
    return { id, bytes, sha256 };
  } catch (error) {
    await discardFile(ctx, id);
    throw error;
  }
}

async function store(db: Db, fileId: string, body: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256');
  let [bytes, position] = [0, 0];
  for await (const data of inPieces(body)) {
    hash.update(data);
    bytes += data.length;
    await db.insert(fileChunks).values({ fileId, position, data });
    position += 1;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Whatever comes, in pieces of {@link CHUNK_BYTES} and a last one. */
export async function* inPieces(body: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    waiting.push(part);
    size += part.length;
    while (size >= CHUNK_BYTES) {
      const all = Buffer.concat(waiting);
      yield all.subarray(0, CHUNK_BYTES);
      const rest = all.subarray(CHUNK_BYTES);
      [waiting, size] = [[rest], rest.length];
    }
  }
  if (size > 0) yield Buffer.concat(waiting);
}

/** Forgets a file that did not become evidence. */
export async function discardFile({ db }: Pick<Ctx, 'db'>, id: string): Promise<void> {
  await db.delete(caseFiles).where(and(eq(caseFiles.id, id), isNull(caseFiles.completedAt)));
}

/** What a process that died had begun. */
async function sweep({ db, now }: Ctx): Promise<void> {
  const abandoned = new Date(now.getTime() - ABANDONED_MS);
  await db.delete(caseFiles).where(and(isNull(caseFiles.completedAt), lt(caseFiles.createdAt, abandoned)));
}
