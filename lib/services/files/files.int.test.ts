import { createHash, randomBytes } from 'node:crypto';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { eq, isNull } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { caseFiles, fileChunks } from '../../db/schema/index.ts';
import { CHUNK_BYTES } from '../../domain/files.ts';
import { openCase } from '../cases/open.ts';
import { listCaseObservables } from '../cases/streams.ts';
import { after, apiKey, as, ctxOf, testFloor } from '../testing/fixtures.ts';
import { auditOf, timelineOf } from '../testing/reads.ts';
import { attachFile } from './attach.ts';
import { deleteFile } from './delete.ts';
import { downloadFile } from './download.ts';
import { listFiles } from './list.ts';
import { receiveFile } from './receive.ts';

const floor = testFloor();
const ann = (seconds = 0) => ctxOf(floor.db, as(floor.people.analyst), after(seconds));
const open = async () => (await openCase({ ctx: ann(), input: { fields: { title: 'Case', severity: 'high' } } })).key;

async function* pieces(content: Buffer, size: number) {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}
const receive = (key: string, content: Buffer, query: object = { name: 'a.bin' }, size = 70_001) =>
  receiveFile({ ctx: ann(), input: { key, query, body: pieces(content, size) } });
async function add(key: string, content: Buffer, query: object = { name: 'a.bin' }) {
  return attachFile({ ctx: ann(), input: { key, file: await receive(key, content, query) } });
}
async function read(key: string, id: string, ctx = ann()) {
  const { name, body } = await downloadFile({ ctx, input: { key, id } });
  return {
    name,
    content: Buffer.from(await new Response(body as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer()),
  };
}

test.each([1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES + 17])(
  '%i bytes go in and come out as they were, in pieces of the size that they are stored in',
  async (size) => {
    const key = await open();
    const content = randomBytes(size);
    const file = await add(key, content);
    expect(file).toMatchObject({ bytes: size, sha256: createHash('sha256').update(content).digest('hex') });
    expect(await floor.db.$count(fileChunks, eq(fileChunks.fileId, file.id))).toBe(Math.ceil(size / CHUNK_BYTES));
    expect((await read(key, file.id)).content.equals(content)).toBe(true);
  },
);

test('the hash is an observable of the case, the timeline names the file, and who took it is on record', async () => {
  const key = await open();
  const file = await add(key, Buffer.from('MZ'), { name: '../..\\evil\u202egpj.exe', malware: 'true' });
  expect(file).toMatchObject({
    name: 'evilgpj.exe',
    malware: true,
    observableId: expect.any(String),
    verdict: 'unknown',
  });
  const { items } = await listCaseObservables({ ctx: ann(), input: { key, query: {} } });
  expect(items).toMatchObject([{ id: file.observableId, type: 'sha256', value: file.sha256, role: 'implicated' }]);
  expect((await timelineOf(floor.db, key)).map((entry) => entry.summary)).toContain(
    'Added the file evilgpj.exe, which is malware',
  );
  await read(key, file.id);
  expect((await auditOf(floor.db, key)).map((row) => row.action)).toEqual(
    expect.arrayContaining(['case.attach', 'case.download']),
  );
});

test('malware leaves as an AES archive that opens with “infected” alone', async () => {
  const key = await open();
  const content = randomBytes(CHUNK_BYTES + 5);
  const file = await add(key, content, { name: 'dropper.exe', malware: 'true' });
  const { name, content: archive } = await read(key, file.id);
  expect(name).toBe('dropper.exe.zip');
  expect(archive.includes(content.subarray(0, 64))).toBe(false);
  const [entry] = await new ZipReader(new Uint8ArrayReader(archive)).getEntries();
  expect(entry).toMatchObject({ filename: 'dropper.exe', encrypted: true, zipCrypto: false });
  if (!entry || entry.directory) throw new Error('no file in the archive');
  const opened = await entry.getData(new Uint8ArrayWriter(), { password: 'infected' });
  expect(Buffer.from(opened).equals(content)).toBe(true);
  await expect(entry.getData(new Uint8ArrayWriter(), { password: 'Infected' })).rejects.toThrow();
});

test('what breaks off, is empty or was never kept leaves nothing', async () => {
  const key = await open();
  async function* broken() {
    yield randomBytes(CHUNK_BYTES + 1);
    throw new Error('the line broke');
  }
  const query = { name: 'a.bin' };
  await expect(receiveFile({ ctx: ann(), input: { key, query, body: broken() } })).rejects.toThrow('the line broke');
  await expect(receive(key, Buffer.alloc(0))).rejects.toMatchObject({ code: 'invalid' });
  const before = await floor.db.$count(caseFiles, isNull(caseFiles.completedAt));
  expect(before).toBe(0);
  const left = await receive(key, randomBytes(9));
  expect((await listFiles({ ctx: ann(), input: { key, query: {} } })).items).toEqual([]);
  await expect(read(key, left.id)).rejects.toMatchObject({ code: 'not_found' });
  await receiveFile({ ctx: ann(3601), input: { key, query, body: pieces(randomBytes(9), 9) } });
  expect(await floor.db.$count(caseFiles, eq(caseFiles.id, left.id))).toBe(0);
  expect(await floor.db.$count(fileChunks, eq(fileChunks.fileId, left.id))).toBe(0);
});

test('deleting takes the content and keeps the record; one’s own, or as a lead', async () => {
  const key = await open();
  const [mine, other] = [await add(key, Buffer.from('mine')), await add(key, Buffer.from('other'))];
  const drop = (id: string, by = floor.people.analyst, reason = 'Customer data.') =>
    deleteFile({ ctx: ctxOf(floor.db, as(by), after(9)), input: { key, id, deletion: { reason } } });
  await expect(drop(mine.id, floor.people.analyst, ' ')).rejects.toMatchObject({ errors: [{ pointer: '/reason' }] });
  await expect(drop(mine.id, floor.people.colleague)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await drop(mine.id)).toMatchObject({ deleted: { by: { name: 'Ann' }, reason: 'Customer data.' } });
  await drop(other.id, floor.people.lead);
  await expect(drop(mine.id)).rejects.toMatchObject({ code: 'not_found' });
  await expect(read(key, mine.id)).rejects.toMatchObject({ code: 'not_found' });
  expect(await floor.db.$count(fileChunks, eq(fileChunks.fileId, mine.id))).toBe(0);
  const page = await listFiles({ ctx: ann(), input: { key, query: { limit: 1 } } });
  expect(page).toMatchObject({ count: { value: 2 }, items: [{ deleted: { reason: 'Customer data.' } }] });
  const rest = await listFiles({ ctx: ann(), input: { key, query: { limit: 1, cursor: page.nextCursor } } });
  expect(rest.items.map((one) => one.id)).not.toContain(page.items[0]!.id);
  expect((await auditOf(floor.db, key)).filter((row) => row.action === 'case.delete_file')).toHaveLength(2);
});

test('who may not see the case finds no file; a viewer reads the list and takes none', async () => {
  const lead = ctxOf(floor.db, as(floor.people.lead));
  const { key } = await openCase({ ctx: lead, input: { fields: { title: 'S', severity: 'low', restricted: true } } });
  const body = () => pieces(Buffer.from('x'), 1);
  await expect(receiveFile({ ctx: ann(), input: { key, query: { name: 'a' }, body: body() } })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(listFiles({ ctx: ann(), input: { key, query: {} } })).rejects.toMatchObject({ code: 'not_found' });
  const shown = await open();
  const file = await add(shown, Buffer.from('x'));
  await expect(read(key, file.id, lead)).rejects.toMatchObject({ code: 'not_found' });
  const viewer = ctxOf(floor.db, apiKey('viewer'));
  expect((await listFiles({ ctx: viewer, input: { key: shown, query: {} } })).items).toHaveLength(1);
  await expect(read(shown, file.id, viewer)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(read(shown, newId())).rejects.toMatchObject({ code: 'not_found' });
});
