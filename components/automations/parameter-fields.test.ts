import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AUTOMATIONS } from '#lib/domain/automations.ts';
import { fieldsOf, initialValues, optionName, sameValue, shippedText } from './parameter-fields.ts';

describe('fieldsOf', () => {
  const schema = z.object({
    names: z.array(z.string()).max(5).default(['OPEN']).describe('Which names.'),
    days: z.array(z.enum(['monday', 'friday'])).default(['monday']),
    level: z.enum(['low', 'high']).default('low'),
    tier: z.union([z.literal(1), z.literal(2)]).default(2),
    strict: z.boolean().default(false),
    withinDays: z.number().int().min(0).max(365).default(7),
    address: z.string().max(300).default('x'),
    nested: z.object({ a: z.string() }).optional(),
  });
  const fields = fieldsOf(z.toJSONSchema(schema, { io: 'input' }));

  it('keeps the order and picks an editor by shape', () => {
    expect(fields.map(({ name, kind }) => [name, kind])).toEqual([
      ['names', 'words'],
      ['days', 'set'],
      ['level', 'choice'],
      ['tier', 'choice'],
      ['strict', 'flag'],
      ['withinDays', 'number'],
      ['address', 'text'],
      ['nested', 'none'],
    ]);
  });

  it('carries bounds, description and shipped value', () => {
    expect(fields[0]).toMatchObject({ label: 'Names', description: 'Which names.', shipped: ['OPEN'], maxItems: 5 });
    expect(fields[1]).toMatchObject({ options: ['monday', 'friday'], shipped: ['monday'] });
    expect(fields[3]).toMatchObject({ options: [1, 2], shipped: 2 });
    expect(fields[5]).toMatchObject({ label: 'Within days', min: 0, max: 365, whole: true, shipped: 7 });
  });

  it('can edit every parameter of every automation that ships', () => {
    for (const [id, { parameters }] of Object.entries(AUTOMATIONS)) {
      for (const field of fieldsOf(z.toJSONSchema(parameters, { io: 'input' }))) {
        expect(field.kind, `${id} ${field.name}`).not.toBe('none');
        expect(field.description, `${id} ${field.name}`).not.toBe('');
      }
    }
  });
});

it.each([
  [[], 'empty'],
  [['A', 'B'], 'A, B'],
  [true, 'on'],
  [7, '7'],
  [undefined, ''],
  [{ a: 1 }, '{"a":1}'],
])('shippedText of %j is %s', (value, text) => expect(shippedText(value)).toBe(text));

it.each([
  ['on_call', 'On call'],
  ['sla.at_risk', 'SLA at risk'],
  ['ipv4', 'IPv4'],
  ['otx', 'AlienVault OTX'],
  [2, '2'],
])('the option %s is called %s', (option, name) => expect(optionName(option)).toBe(name));

it('compares by JSON', () => {
  expect(sameValue(['a'], ['a'])).toBe(true);
  expect(sameValue(['a'], ['b'])).toBe(false);
});

it('begins a form with what ships, and with what its controls show', () => {
  const schema = z.strictObject({
    minutes: z.number().default(15),
    level: z.enum(['low', 'high']),
    hosts: z.array(z.string()),
    days: z.array(z.enum(['monday'])),
    wipe: z.boolean(),
    reason: z.string(),
  });
  const values = initialValues(fieldsOf(z.toJSONSchema(schema, { io: 'input' })));
  expect(values).toEqual({ minutes: 15, level: 'low', hosts: [], days: [], wipe: false, reason: undefined });
  expect(schema.safeParse({ ...values, reason: 'It beacons.' }).success).toBe(true);
});
