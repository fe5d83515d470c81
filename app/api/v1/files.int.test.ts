import { createHash, randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { audit, caseFiles, idempotencyKeys } from '#lib/db/schema/index.ts';
import { MAX_FILE_BYTES } from '#lib/domain/files.ts';
import { testApi } from '../testing/api.ts';

const api = testApi();
let key = '';

beforeAll(async () => {
  const body = { title: 'T', severity: 'high' };
  const made = await api.call('POST', '/api/v1/cases', { as: api.keys.analyst, body });
  key = (await made.json()).key;
});

const upload = (raw: Buffer | ReadableStream<Uint8Array>, headers: Record<string, string> = {}, query = 'name=a.bin') =>
  api.call('POST', `/api/v1/cases/${key}/files?${query}`, { as: api.keys.analyst, raw: raw as never, headers });
const kept = () => api.floor.db.$count(caseFiles);

test('a file comes back byte for byte, for the disk and never for the window', async () => {
  const content = randomBytes(600_000);
  const answer = await upload(content, {}, 'name=%C3%9Cbersicht%20%22a%22.html');
  expect(answer.status).toBe(201);
  const file = await answer.json();
  expect(file).toMatchObject({ name: 'Übersicht _a_.html', bytes: 600_000 });
  expect(file.sha256).toBe(createHash('sha256').update(content).digest('hex'));
  const taken = await api.call('GET', answer.headers.get('location')!, { as: api.keys.analyst });
  expect(taken.headers.get('content-type')).toBe('application/octet-stream');
  expect(taken.headers.get('content-disposition')).toMatch(/^attachment; /);
  expect(taken.headers.get('x-content-type-options')).toBe('nosniff');
  expect(taken.headers.get('cache-control')).toBe('no-store');
  expect(Buffer.from(await taken.arrayBuffer()).equals(content)).toBe(true);
});

test('beyond 25 MB is 413: by what is announced, and by what comes', async () => {
  const before = await kept();
  const announced = await upload(Buffer.from('x'), { 'content-length': String(MAX_FILE_BYTES + 1) });
  expect(announced.status).toBe(413);
  const megabyte = new Uint8Array(1024 * 1024);
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1;
      controller.enqueue(megabyte);
    },
  });
  const counted = await upload(endless);
  expect(counted.status).toBe(413);
  expect(await counted.json()).toMatchObject({ detail: 'A file may have 25 MB at most.' });
  expect(sent).toBeLessThan(40);
  expect(await kept()).toBe(before);
});

test('a repeated Idempotency-Key adds nothing; with another file it is another request', async () => {
  const headers = { 'idempotency-key': 'file-1' };
  const content = randomBytes(1000);
  const first = await (await upload(content, headers)).json();
  const before = await kept();
  const again = await upload(content, headers);
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
  expect(await again.json()).toEqual(first);
  expect((await upload(randomBytes(1000), headers)).status).toBe(422);
  expect(await kept()).toBe(before);
});

test('a retry after a crash between the file and its answer finds the file', async () => {
  const headers = { 'idempotency-key': 'file-crash' };
  const content = randomBytes(1000);
  const first = await (await upload(content, headers)).json();
  const before = await kept();
  // The process died before it kept the answer.
  await api.floor.db
    .update(idempotencyKeys)
    .set({ status: null, body: null, headers: null, createdAt: new Date(Date.now() - 3_600_000) })
    .where(eq(idempotencyKeys.key, 'file-crash'));
  const again = await upload(content, headers);
  expect([again.status, await again.json()]).toEqual([201, first]);
  expect(await kept()).toBe(before);
});

test('the audit log says from where a file came', async () => {
  const file = await (await upload(Buffer.from('evidence'), { 'user-agent': 'evidence-bot/1' })).json();
  const rows = await api.floor.db.select().from(audit).where(eq(audit.action, 'case.attach'));
  const row = rows.find(({ diff }) => (diff.file!.to as { id: string }).id === file.id)!;
  expect(row).toMatchObject({ userAgent: 'evidence-bot/1' });
});

test('a name is needed, unknown parameters are refused, and a page of another site uploads nothing', async () => {
  const content = Buffer.from('x');
  expect((await upload(content, {}, 'malware=true')).status).toBe(400);
  expect((await upload(content, {}, 'name=a&inline=true')).status).toBe(400);
  const { headers } = await api.signIn(api.floor.people.analyst);
  const from = (site: string) =>
    api.call('POST', `/api/v1/cases/${key}/files?name=a`, {
      as: { ...headers, 'sec-fetch-site': site, origin: 'https://evil.example' },
      raw: content as never,
    });
  expect((await from('cross-site')).status).toBe(403);
  expect((await from('same-origin')).status).toBe(201);
});
