import { expect, test } from 'vitest';
import { z } from 'zod';
import type { ServiceError } from '../errors.ts';
import { parse } from './parse.ts';

const schema = z.strictObject({
  name: z.string().min(1),
  'a/b~c': z.number().optional(),
  list: z.array(z.strictObject({ url: z.url() })).optional(),
  when: z.coerce.date().optional(),
});

function errorsOf(input: unknown) {
  try {
    return parse(schema, input);
  } catch (error) {
    return (error as ServiceError).errors.map(({ pointer }) => pointer);
  }
}

test.each([
  [{ name: '' }, ['/name']],
  [{ name: 'x', other: 1, more: 2 }, ['/other', '/more']],
  [{ name: 'x', 'a/b~c': 'y' }, ['/a~1b~0c']],
  [{ name: 'x', list: [{ url: 'https://a.example' }, { url: '?', extra: 1 }] }, ['/list/1/url', '/list/1/extra']],
  [{ name: 'x', 'c/d~e': 1 }, ['/c~1d~0e']],
  ['text', ['']],
  [undefined, ['']],
])('%j is refused at %j', (input, pointers) => {
  expect(errorsOf(input)).toEqual(pointers);
});

test('the message of an unknown field names it', () => {
  expect(() => parse(schema, { name: 'x', colour: 1 })).toThrow('Unknown field “colour”.');
});

test('several errors name their fields, and stop at five', () => {
  expect(() => parse(schema, { name: 'x', colour: 1, list: [{ url: '?' }] })).toThrow(
    /^2 fields are not valid\. \/list\/0\/url: [^;]*; \/colour: Unknown field “colour”\.$/,
  );
  const many = Object.fromEntries(Array.from({ length: 12 }, (_, nth) => [`field${nth}`, 1]));
  expect(() => parse(schema, { name: 'x', ...many })).toThrow(
    /^12 fields are not valid\. .*\/field4: .*; and 7 more\.$/,
  );
});

test('what Postgres cannot store is replaced, the rest arrives as it was', () => {
  expect(parse(schema, { name: 'nul \0, half \ud83d, whole 😀' }).name).toBe('nul \ufffd, half \ufffd, whole 😀');
  expect(parse(schema, { name: 'text \\u0000' }).name).toBe('text \\u0000');
  const when = new Date('2026-01-12T12:00:00.000Z');
  expect(parse(schema, { name: '\0', when }).when).toEqual(when);
});
