import { expect, test } from 'vitest';
import type { CaseExport } from '../../domain/views/case-export.ts';
import { caseDocument } from './case-document.ts';
import { renderPdf } from './render.ts';

const MOMENT = '2026-01-12T23:30:00.000Z';
const ann = { kind: 'user', id: 'a', name: 'Ann' };

/** A case of these comments, the oldest first. */
function caseOf(description: string, comments: string[]): CaseExport {
  const of = {
    ...{ key: 'CASE-7', title: 'A title', severity: 'high', state: 'new', stage: 'new', tlp: 'AMBER', source: 'wiz' },
    ...{ category: 'Cloud', createdAt: MOMENT, createdBy: ann, description, resolution: null, assignee: null },
    ...{ collaborators: [], techniques: [], tags: [], customFields: {}, links: [], sla: [], tasks: [] },
  };
  const timeline = comments.map((body) => ({ kind: 'comment', at: MOMENT, actor: ann, summary: '', detail: { body } }));
  const lists = { timeline, observables: [], events: [], files: [], complete: true };
  return { exportedAt: MOMENT, exportedBy: ann, case: of, ...lists } as unknown as CaseExport;
}

/** Every text of a document. */
function textsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsOf);
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([name, value]) =>
    name === 'text' && typeof value === 'string' ? [value] : textsOf(value),
  );
}
const pagesIn = (pdf: Uint8Array) =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type \/Page\b/g)?.length;

test('a text of 200,000 signs without a space is cut, says by how much, and takes few pages', async () => {
  const document = caseDocument(caseOf('1-'.repeat(100_000), ['a'.repeat(50_000)]), 'UTC');
  const texts = textsOf(document.pages.content);
  expect(texts.some((text) => text.endsWith('… 180,000 more characters in the JSON export'))).toBe(true);
  expect(texts.some((text) => text.endsWith('… 30,000 more characters in the JSON export'))).toBe(true);
  expect(pagesIn(await renderPdf(document))).toBeLessThan(30);
});

test('of 25 MB of comments the newest are told, of the others the beginning', () => {
  const comments = Array.from({ length: 500 }, (_, index) => `${index} ${'word '.repeat(10_000)}`);
  const texts = textsOf(caseDocument(caseOf('', comments), 'UTC').pages.content);
  expect(texts.join('').length).toBeLessThan(350_000);
  for (const index of comments.keys()) expect(texts.some((text) => text.startsWith(`${index} word`))).toBe(true);
});
