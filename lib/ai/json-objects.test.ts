import { expect, it } from 'vitest';
import { jsonObjectsIn } from './json-objects.ts';

const ANSWER = '{"verdict":"benign","note":"a } in a \\"text\\" {"}';
const read = JSON.parse(ANSWER);

it.each<[text: string, objects: unknown[]]>([
  [ANSWER, [read]],
  [`Here is my answer:\n\`\`\`json\n${ANSWER}\n\`\`\`\nI hope that it helps.`, [read]],
  [`\`\`\`\n${ANSWER}\n\`\`\``, [read]],
  [`<think>A set {a, b} is no object.</think>${ANSWER}`, [read]],
  [`An open { stands here. ${ANSWER}`, [read]],
  [`${ANSWER} ${ANSWER}`, [read, read]],
  [`{"answer":${ANSWER}}`, [{ answer: read }, read]],
  [`[${ANSWER}]`, [read]],
  ['{"verdict":"benign"', []],
  ['{"verdict":"benign}', []],
  ["{'verdict':'benign'}", []],
  ['There is nothing here.', []],
  ['', []],
])('%j', (text, objects) => {
  expect([...jsonObjectsIn(text)]).toEqual(objects);
});

it('gives up on a text of nothing but braces', () => {
  expect([...jsonObjectsIn('{'.repeat(200_000))]).toEqual([]);
});
