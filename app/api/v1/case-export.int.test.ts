import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { CaseExport } from '#lib/domain/views/case-export.ts';
import { openCase } from '#lib/services/cases/open.ts';
import { automation, ctxOf } from '#lib/services/testing/fixtures.ts';
import { auditOf } from '#lib/services/testing/reads.ts';
import { wizOrigin } from '#lib/services/testing/vendor.ts';
import { testApi } from '../testing/api.ts';

const api = testApi();

let issues = 0;

async function made(more: object = {}): Promise<string> {
  issues += 1;
  const { key } = await openCase({
    ctx: ctxOf(api.floor.db, automation()),
    input: {
      fields: { title: 'Bucket 東京 is open → to all', severity: 'high', description: 'See **it**.', ...more },
      origin: wizOrigin(`issue-${issues}`),
    },
  });
  await api.call('POST', `/api/v1/cases/${key}/observables`, {
    as: api.keys.analyst,
    body: { items: [{ value: '203.0.113.7' }, { value: `https://evil.example/${'a'.repeat(400)}` }] },
  });
  await api.call('POST', `/api/v1/cases/${key}/comments`, { as: api.keys.analyst, body: { body: 'Looked at it.' } });
  return key;
}
const get = (path: string, role: 'admin' | 'analyst' | 'viewer' = 'analyst') =>
  api.call('GET', `/api/v1/cases/${path}`, { as: api.keys[role] });

test('the export holds the whole case, oldest first, and the audit log who took it', async () => {
  const key = await made();
  const answer = await get(`${key}/export`);
  expect(answer.status).toBe(200);
  const data = CaseExport.parse(await answer.json());
  expect(data).toMatchObject({
    format: 'watchfloor-case/1',
    exportedBy: { kind: 'api_key' },
    complete: true,
    case: { key, title: 'Bucket 東京 is open → to all' },
    events: [{ vendor: 'wiz', raw: expect.anything() }],
  });
  expect(data.timeline[0]!.kind).toBe('created');
  expect(data.timeline.at(-1)!.detail).toMatchObject({ body: 'Looked at it.' });
  expect(data.observables).toHaveLength(2);
  expect(data.case.tasks.length).toBeGreaterThan(0);
  expect((await auditOf(api.floor.db, key)).at(-1)).toMatchObject({
    action: 'case.export',
    actor: { kind: 'api_key', name: 'analyst key' },
    diff: { as: { from: null, to: 'json' } },
  });
});

test('the export holds what each source said of an observable and when, and the files without their bytes', async () => {
  const key = await made();
  const observables = await (await get(`${key}/observables`)).json();
  const { id } = observables.items.find(({ value }: { value: string }) => value === '203.0.113.7');
  const at = new Date(Date.now() - 2 * 3600_000).toISOString();
  const answer = { source: 'virustotal', state: 'answered', verdict: 'malicious', score: 9, at, ttlSeconds: 3600 };
  const recorded = await api.call('POST', `/api/v1/observables/${id}/enrichments`, { as: api.keys.lead, body: answer });
  expect(recorded.status).toBe(201);
  const content = Buffer.from('What was in memory.');
  for (const name of ['first.bin', 'second.bin'])
    await api.call('POST', `/api/v1/cases/${key}/files?name=${name}`, { as: api.keys.analyst, raw: content });

  const data = CaseExport.parse(await (await get(`${key}/export`)).json());
  const sha256 = createHash('sha256').update(content).digest('hex');
  expect(data.files).toMatchObject([
    { name: 'first.bin', bytes: content.length, sha256, uploadedBy: { name: 'analyst key' }, deleted: null },
    { name: 'second.bin', createdAt: expect.any(String) },
  ]);
  expect(JSON.stringify(data)).not.toContain(content.toString());
  const judged = data.observables.find((one) => one.id === id)!;
  expect(judged.judgement.sources).toMatchObject([
    { source: 'virustotal', verdict: 'malicious', score: 9, at, stale: true },
  ]);
  expect((await get(`${key}/export/pdf`)).status).toBe(200);
});

test('a viewer’s export is without the vendors’ bodies, and nobody exports what he may not see', async () => {
  const key = await made();
  const data = CaseExport.parse(await (await get(`${key}/export`, 'viewer')).json());
  expect(data.events).toHaveLength(1);
  expect(data.events[0]).not.toHaveProperty('raw');
  const hidden = await made({ restricted: true });
  for (const path of ['export', 'export/pdf']) {
    expect((await get(`${hidden}/${path}`)).status).toBe(404);
    expect((await get(`${hidden}/${path}`, 'admin')).status).toBe(200);
  }
  expect((await auditOf(api.floor.db, hidden)).filter((row) => row.action === 'case.export')).toHaveLength(2);
});

test('the PDF is a file to keep, in the reader’s zone', async () => {
  const key = await made();
  const answer = await get(`${key}/export/pdf?zone=Europe/Rome`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${key}.pdf`);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(bytes.subarray(-6).toString()).toContain('%%EOF');
  expect(bytes.toString('latin1')).toContain('/FontFile2');
  expect((await get(`${key}/export/pdf?zone=Mars/Base`)).status).toBe(400);
});

test('the attack is told by the events’ own time, oldest first, without bodies', async () => {
  const key = await made();
  const page = await (await get(`${key}/attack`)).json();
  expect(page.items).toMatchObject([{ vendor: 'wiz', techniques: [] }]);
  expect(page.items[0]).not.toHaveProperty('raw');
});

test('shared endings stand behind the shipped ones; leads write them, everybody reads them', async () => {
  const macro = { title: 'Known scanner', verdict: 'benign_positive', summary: 'Our own scanner.' };
  const add = (role: 'lead' | 'analyst', body: object) =>
    api.call('POST', '/api/v1/closing-macros', { as: api.keys[role], body });
  const added = await (await add('lead', macro)).json();
  expect(added).toMatchObject({ ...macro, shipped: false });
  expect((await add('analyst', macro)).status).toBe(403);
  expect((await add('lead', { ...macro, verdict: 'fine' })).status).toBe(400);
  const list = async () =>
    (await (await api.call('GET', '/api/v1/closing-macros', { as: api.keys.viewer })).json()).items as { id: string }[];
  expect((await list()).at(-1)).toEqual(added);
  const remove = (id: string) => api.call('DELETE', `/api/v1/closing-macros/${id}`, { as: api.keys.lead });
  expect((await remove('contained')).status, 'a shipped one').toBe(404);
  expect((await remove(added.id)).status).toBe(204);
  expect((await remove(added.id)).status).toBe(404);
  expect((await list()).some((one) => one.id === added.id)).toBe(false);
});
