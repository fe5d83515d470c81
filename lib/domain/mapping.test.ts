import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MappedCase, parseMapped, severityOfWord } from './mapping.ts';

const least = { objectKey: 'a', title: 'T', severity: 'HIGH' };
const parsed = (change: object) => {
  const mapped = parseMapped({ ...least, ...change });
  if (!mapped.ok) throw new Error(mapped.reason);
  return mapped;
};

it('makes the least of a case of the least output', () => {
  expect(parseMapped(least)).toEqual({
    ok: true,
    value: {
      objectKey: 'a',
      title: 'T',
      severity: 'high',
      tags: [],
      customFields: {},
      links: [],
      techniques: [],
      tactics: [],
      observables: [],
    },
    notes: [],
  });
});

it.each([
  ['CRITICAL', 'critical'],
  ['High', 'high'],
  [' medium ', 'medium'],
  ['MODERATE', 'medium'],
  ['low', 'low'],
  ['INFORMATIONAL', 'informational'],
  ['Info', 'informational'],
  ['ERROR', null],
  ['', null],
  ['constructor', null],
])('the word %j means %j', (word, severity) => {
  expect(severityOfWord(word)).toBe(severity);
});

describe('what a case cannot do without', () => {
  const start = 'The mapping cannot make a case of this body: ';
  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'it gave nothing for this body.'],
    ['null', null, 'it gave nothing for this body.'],
    ['a list', [least], 'it gave a list where an object is needed.'],
    ['a text', 'x', 'it gave a string where an object is needed.'],
    ['no title', { ...least, title: ' ' }, 'title is missing or too long.'],
    ['a title that is an object', { ...least, title: {} }, 'title is missing or too long.'],
    ['no object key', { ...least, objectKey: null }, 'objectKey is missing or too long.'],
    ['an endless object key', { ...least, objectKey: 'x'.repeat(401) }, 'objectKey is missing or too long.'],
    ['no severity', { ...least, severity: '' }, 'severity is missing.'],
    [
      'an unknown severity',
      { ...least, severity: 'SEV9' },
      'severity is “SEV9”, which is none of critical, high, medium, low, informational.',
    ],
    ['several', { severity: 'LOW' }, 'objectKey is missing or too long; title is missing or too long.'],
  ])('%s', (_name, output, reason) => {
    expect(parseMapped(output)).toEqual({ ok: false, reason: start + reason });
  });
});

describe('what is dropped silently, taken as meant, or noted', () => {
  it.each<[string, object, object, string[]]>([
    ['empty texts', { status: '', description: null, category: ' ' }, {}, []],
    ['numbers as texts', { objectKey: 17, title: 5 }, { objectKey: '17', title: '5' }, []],
    ['a long title', { title: 'x'.repeat(301) }, { title: 'x'.repeat(300) }, ['title was cut at 300 characters.']],
    ['a status that is none', { status: {} }, {}, ['status is not a text and was left out.']],
    ['a field of no case', { color: 'red' }, {}, ['color is not a field of a case and was left out.']],
    ['one tag alone', { tags: 'a' }, { tags: ['a'] }, []],
    [
      'tags twice, empty and nested',
      { tags: ['a', ' a ', '', ['b']] },
      { tags: ['a'] },
      ['tags: ["b"] is not usable and was left out.'],
    ],
    [
      'techniques',
      { techniques: ['T1059', 'T1059.001', 'TA0001', 'T1'] },
      { techniques: ['T1059', 'T1059.001'] },
      ['techniques: TA0001 is not usable and was left out.', 'techniques: T1 is not usable and was left out.'],
    ],
    ['tactics', { tactics: 'TA0002' }, { tactics: ['TA0002'] }, []],
    [
      'fields',
      { customFields: { a: ' x ', b: '', c: null, d: 3, e: false, f: ['x'], g: { h: 1 } } },
      { customFields: { a: 'x', d: 3, e: false, f: ['x'] } },
      ['customFields: g is not one short fact and was left out.'],
    ],
    ['fields that are a text', { customFields: 'x' }, {}, ['customFields is not an object and was left out.']],
    [
      'links',
      {
        links: [
          { title: 'A', url: 'https://a.example/1' },
          { title: 'Again', url: 'https://a.example/1' },
          { title: '', url: 'https://b.example/2' },
          'https://c.example',
          { title: 'none', url: '' },
          { title: 'bad', url: 'javascript:alert(1)' },
        ],
      },
      {
        links: [
          { title: 'A', url: 'https://a.example/1' },
          { title: 'b.example', url: 'https://b.example/2' },
          { title: 'c.example', url: 'https://c.example' },
        ],
      },
      ['links: javascript:alert(1) is not a web address and was left out.'],
    ],
    [
      'one link alone',
      { links: { title: 'A', url: 'https://a.example' } },
      { links: [{ title: 'A', url: 'https://a.example' }] },
      [],
    ],
    [
      'observables',
      {
        observables: [
          { type: 'IPv4', value: ' 203.0.113.7 ', role: 'Implicated' },
          { type: 'ipv4', value: '203.0.113.7' },
          { type: 'host', value: 'x' },
          { value: 'y', role: 'suspect' },
          { type: 'ipv4', value: '' },
          'z.example',
          { value: 'v'.repeat(4097) },
        ],
      },
      {
        observables: [
          { type: 'ipv4', value: '203.0.113.7', role: 'implicated' },
          { value: 'x' },
          { value: 'y' },
          { value: 'z.example' },
        ],
      },
      [
        'observables: the type host is not known and was left out.',
        'observables: the role suspect is not known and was left out.',
        `observables: ${'v'.repeat(60)}… is too long and was left out.`,
      ],
    ],
  ])('%s', (_name, change, value, notes) => {
    const mapped = parsed(change);
    expect(mapped.value).toEqual({ ...parsed({}).value, ...value });
    expect(mapped.notes).toEqual(notes);
  });

  it.each<[unknown, string | undefined]>([
    ['2026-02-03T10:00:00+01:00', '2026-02-03T09:00:00.000Z'],
    [1770112800, '2026-02-03T10:00:00.000Z'],
    ['1770112800', '2026-02-03T10:00:00.000Z'],
    [1770112800123, '2026-02-03T10:00:00.123Z'],
    ['', undefined],
    [null, undefined],
  ])('the time %j is %j', (time, expected) => {
    expect(parsed({ eventTime: time })).toMatchObject({ notes: [] });
    expect(parsed({ eventTime: time }).value.eventTime).toBe(expected);
  });

  it.each(['soon', 1e300, '12026-02-03T10:00:00Z'])('the time %j is noted and dropped', (time) => {
    const mapped = parsed({ eventTime: time });
    expect(mapped.value.eventTime).toBeUndefined();
    expect(mapped.notes).toHaveLength(1);
  });

  it('keeps lists within what a case can hold, and its notes short', () => {
    const mapped = parsed({
      tags: Array.from({ length: 70 }, (_, i) => `t${i}`),
      techniques: Array.from({ length: 500 }, (_, i) => `bad ${i}`),
    });
    expect(mapped.value.tags).toHaveLength(64);
    expect(mapped.notes[0]).toBe('tags: only the first 64 of 70 were kept.');
    expect(mapped.notes).toHaveLength(20);
  });
});

it('any output is either refused with a reason or a whole case', () => {
  const anything = fc.anything({ maxDepth: 3, withNullPrototype: true });
  const output = fc.record(
    Object.fromEntries(
      Object.keys(MappedCase.shape).map((name) => [name, fc.oneof(anything, fc.constantFrom('high', 'T1059', 'x'))]),
    ),
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(anything, output), (value) => {
      const mapped = parseMapped(value);
      if (mapped.ok) expect(MappedCase.parse(mapped.value)).toEqual(mapped.value);
      else expect(mapped.reason.length).toBeGreaterThan(40);
    }),
    { numRuns: 500 },
  );
});
