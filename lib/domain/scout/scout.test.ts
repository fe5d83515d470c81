import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { VERDICTS } from '../case-state.ts';
import type { OBSERVABLE_VERDICTS } from '../observables/types.ts';
import { agrees } from './agreement.ts';
import { commentOf, conclusionOf } from './comment.ts';
import { type ScoutFact, SPEAKS } from './facts.ts';
import { factsOf, type Readings } from './gather.ts';
import { investigate } from './investigate.ts';
import { Investigation } from './investigation.ts';
import { mayAct, SCOUT_ACTS, ScoutParameters } from './parameters.ts';

const POLICY = ScoutParameters.parse({});

const readings = (change: Partial<Readings> = {}, text = 'Odd sign-in'): Readings => ({
  of: {
    title: text,
    description: text,
    severity: 'medium',
    category: 'Cloud',
    vip: 'no',
    techniques: [],
  },
  seen: seen('unknown'),
  commands: [],
  similar: [],
  devices: [],
  ...change,
});
const address = (verdict: (typeof OBSERVABLE_VERDICTS)[number], asked = true) => ({
  ...{ id: `o-${verdict}`, type: 'ipv4' as const, value: '203.0.113.77', verdict },
  because: 'by VirusTotal',
  asked,
});
const seen = (verdict: (typeof OBSERVABLE_VERDICTS)[number], ...observables: ReturnType<typeof address>[]) => ({
  ...{ verdict, anyMalicious: verdict === 'malicious', userReport: false, factorChange: false },
  observables,
  unasked: observables.filter(({ asked }) => !asked).length,
});

describe('acts', () => {
  it.each(SCOUT_ACTS)('%s: by itself, unless an administrator took it away', (act) => {
    expect(mayAct(act, POLICY)).toEqual({ may: true });
    expect(mayAct(act, { acts: SCOUT_ACTS.filter((one) => one !== act) })).toMatchObject({ may: false });
  });
  it.each(['isolate', 'contain', 'assign', 'raise', 'delete', 'acknowledge', 'toString', ''])(
    '“%s” is for a person',
    (act) => {
      expect(mayAct(act, POLICY)).toMatchObject({ may: false });
    },
  );
});

describe('an investigation by rules', () => {
  it.each<[string, Partial<Readings>, string, string]>([
    ['a malicious address', { seen: seen('malicious', address('malicious')) }, 'malicious', 'medium'],
    [
      'a malicious address and an infected device',
      {
        seen: seen('malicious', address('malicious')),
        devices: [{ id: 'd', name: 'till-1', owner: null, store: null, infected: true, attributes: [] }],
      },
      'malicious',
      'high',
    ],
    ['benign by evidence', { seen: seen('benign', address('benign')) }, 'benign', 'medium'],
    ['unknown to all', { seen: seen('unknown', address('unknown')) }, 'undetermined', 'low'],
    ['nothing to ask about', {}, 'undetermined', 'low'],
    [
      'a bad command',
      { commands: [{ id: 'c', text: 'certutil -urlcache', verdict: 'suspicious' }] },
      'suspicious',
      'low',
    ],
    [
      'benign, but a neighbour was an attack',
      {
        seen: seen('benign', address('benign')),
        similar: [{ id: 's', key: 'CASE-3', verdict: 'true_positive', open: false, shared: 1 }],
      },
      'suspicious',
      'low',
    ],
  ])('%s', (_name, change, verdict, confidence) => {
    expect(investigate(factsOf(readings(change)))).toMatchObject({ verdict, confidence });
  });

  it('proposes what fits the facts', () => {
    const steps = (change: Partial<Readings>) =>
      investigate(factsOf(readings(change))).nextSteps.map(({ step }) => step);
    expect(steps({ seen: seen('malicious', address('malicious')) })).toEqual(['block_indicator', 'search_elsewhere']);
    expect(steps({ seen: seen('benign', address('benign')) })).toEqual(['close_as_benign', 'tune_detection']);
    expect(steps({})).toEqual(['connect_sources']);
  });
});

const fact = fc
  .record({ n: fc.nat(20), speaks: fc.constantFrom(...SPEAKS), value: fc.string({ maxLength: 60 }) })
  .map(({ n, speaks, value }): ScoutFact => {
    const id = n === 0 ? 'case.verdict' : `observable.${n}`;
    return { id, label: 'address', value, source: null, at: null, speaks, about: { kind: 'observable', id } };
  });

test('every piece of evidence rests on a fact that exists, and only a benign case is benign', () => {
  fc.assert(
    fc.property(fc.array(fact, { maxLength: 30 }), (facts) => {
      const found = investigate(facts);
      expect(Investigation.safeParse(found).success).toBe(true);
      const ids = new Set(facts.map(({ id }) => id));
      for (const item of [...found.evidence, ...found.nextSteps])
        for (const id of item.facts) expect(ids.has(id)).toBe(true);
      if (found.verdict === 'benign')
        expect(facts.some(({ speaks }) => speaks === 'malicious' || speaks === 'suspicious')).toBe(false);
    }),
  );
});

it.each(VERDICTS)('agreement with a case that ended as %s', (ended) => {
  const malice = ended === 'true_positive';
  const silent = ended === 'duplicate' || ended === 'undetermined';
  expect(agrees('malicious', ended)).toBe(silent ? null : malice);
  expect(agrees('benign', ended)).toBe(silent ? null : !malice);
  expect(agrees('undetermined', ended)).toBe(null);
});

it('writes a comment in which text from outside is no Markdown', () => {
  const found = investigate(
    factsOf(readings({ seen: seen('malicious', { ...address('malicious'), because: '[x](http://y)' }) })),
  );
  const text = commentOf(found, { by: 'rules', refusals: ['The severity is high, above medium.'] });
  expect(text).toContain('Malicious, with medium confidence');
  expect(text).toContain('\\[x\\]\\(hxxp://y\\)');
  expect(text).toContain('Not resolved by Scout:');
  const conclusion = conclusionOf(found, { by: 'rules' });
  expect(text.startsWith(conclusion), 'a case is resolved with the finding and its grounds').toBe(true);
  expect(text).toContain('Proposed next:');
  expect(conclusion).not.toContain('Proposed next:');
});

test('a text that tells of a command is told as one, and no further than a line', () => {
  const text = `It ran certutil -urlcache. ${'More of it. '.repeat(30)}`;
  const [fact] = factsOf(readings({ commands: [{ id: 'c', text, verdict: 'suspicious', told: true }] })).filter(
    ({ about }) => about?.kind === 'command',
  );
  expect(fact).toMatchObject({
    label: 'text with a command',
    value: expect.stringMatching(/^It ran certutil -urlcache\. .{93}… is suspicious$/),
  });
});
