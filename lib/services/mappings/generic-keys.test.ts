import { afterAll, expect, test } from 'vitest';
import { readGenericBody } from '../../domain/generic.ts';
import { GENERIC_MAPPING } from '../../domain/mappings/generic.ts';
import { evaluateMapping } from './evaluate.ts';
import { closeSandbox } from './sandbox.ts';

afterAll(closeSandbox);

const NAMES = ['id', 'alertId', 'alert_id', 'uuid', 'guid', 'externalId', 'external_id', 'key', 'fingerprint'];
const WRAPS = ['data', 'incident', 'event', 'payload', 'alert'];

const bodies: [name: string, body: Record<string, unknown>][] = [
  ...NAMES.map((name): [string, Record<string, unknown>] => [name, { [name]: `of-${name}` }]),
  ...WRAPS.flatMap((wrap) =>
    NAMES.map((name): [string, Record<string, unknown>] => [`${wrap}.${name}`, { [wrap]: { [name]: `in-${wrap}` } }]),
  ),
  ['a number', { id: 42 }],
  ['both', { id: 'outer', alert: { id: 'inner' } }],
  ['an empty one before one that is not', { id: ' ', uuid: 'u-1' }],
  ['one that is empty within', { id: 'outer', data: { id: '' } }],
  ['a wrap that is none', { data: 'text', id: 'x' }],
  ['none', { title: 'Only a title' }],
];

test.each(bodies)('intake and the shipped mapping find the same object: %s', async (_name, body) => {
  const reading = readGenericBody({ title: 'T', ...body });
  const mapped = await evaluateMapping(GENERIC_MAPPING, { title: 'T', ...body });
  const key = mapped.ok ? (mapped.output as { objectKey?: string }).objectKey : undefined;
  expect(reading).toEqual({ ok: true, objectKey: key?.trim() || null });
});
