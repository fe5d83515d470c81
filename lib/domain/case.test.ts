import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import {
  CaseAssign,
  CaseComment,
  CaseInput,
  CaseObservables,
  CasePatch,
  CaseTransition,
  keyOf,
  numberOf,
} from './case.ts';

describe('keys', () => {
  it.each([
    ['CASE-1', 1],
    ['case-1042', 1042],
    [' CASE-7 ', 7],
    ['CASE-0', null],
    ['CASE-007', null],
    ['CASE-', null],
    ['CASE-1.5', null],
    ['CASE--1', null],
    ['XCASE-1', null],
    ['CASE-1 or 1=1', null],
    ['CASE-12345678901234567', null],
    ['', null],
  ])('%j is %j', (key, number) => {
    expect(numberOf(key)).toBe(number);
  });

  it('and back', () => {
    for (const number of [1, 1042, 999_999_999]) expect(numberOf(keyOf(number))).toBe(number);
  });
});

const least = { title: 'A', severity: 'high' } as const;

/** `pointer: message` of each problem, or [] where the value is good. */
function problems(schema: z.ZodType, value: unknown): string[] {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('/')}: ${issue.message}`);
}

describe('a new case', () => {
  it('needs a title and a severity, and nothing is added to them', () => {
    expect(CaseInput.parse(least)).toEqual(least);
  });

  it('is tidied: trimmed texts, tags once each', () => {
    const parsed = CaseInput.parse({ ...least, title: '  A  ', tags: ['x', ' x ', 'y'] });
    expect(parsed).toMatchObject({ title: 'A', tags: ['x', 'y'] });
  });

  it('takes all of its fields', () => {
    const full = {
      ...least,
      description: '# what',
      category: 'Cloud',
      source: 'wiz',
      tags: ['a'],
      customFields: { region: 'eu-west-1', count: 2, open: true, none: null, list: ['a'] },
      links: [{ title: 'Wiz', url: 'https://app.wiz.io/x' }],
      observables: [
        { value: '203.0.113.77' },
        { type: 'ipv4' as const, value: '203.0.113.78', role: 'implicated' as const },
      ],
      assignee: 'ada@example.com',
      store: null,
      runbook: 'default',
      vip: true,
      restricted: false,
      tlp: 'AMBER+STRICT' as const,
      techniques: ['T1059', 'T1059.001'],
    };
    expect(CaseInput.parse(full)).toEqual(full);
  });

  it.each<[string, object, RegExp]>([
    ['no title', { title: '   ' }, /^title: /],
    ['a long title', { title: 'x'.repeat(301) }, /^title: /],
    ['an unknown severity', { severity: 'urgent' }, /^severity: .*critical/],
    ['an unknown field', { color: 'red' }, /color/],
    [
      'a script as a link',
      { links: [{ title: 'x', url: 'javascript:alert(1)' }] },
      /^links\/0\/url: Write an http or https address\.$/,
    ],
    ['data as a link', { links: [{ title: 'x', url: 'data:text/html,x' }] }, /^links\/0\/url: /],
    ['no address as a link', { links: [{ title: 'x', url: 'wiz' }] }, /^links\/0\/url: /],
    ['a link without a title', { links: [{ title: '', url: 'https://a.example' }] }, /^links\/0\/title: /],
    ['an object as a field', { customFields: { a: { b: 1 } } }, /^customFields\/a: /],
    ['too many tags', { tags: Array.from({ length: 65 }, (_, i) => `t${i}`) }, /^tags: /],
    ['an unknown observable type', { observables: [{ type: 'car', value: 'x' }] }, /^observables\/0\/type: /],
    ['an empty observable', { observables: [{ value: ' ' }] }, /^observables\/0\/value: /],
    ['a technique that is none', { techniques: ['TA0002'] }, /^techniques\/0: Write a MITRE ATT&CK technique id/],
    ['an unknown TLP', { tlp: 'WHITE' }, /^tlp: /],
  ])('refuses %s, at its place', (_name, change, expected) => {
    const found = problems(CaseInput, { ...least, ...change });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
  });
});

describe('a patch', () => {
  it.each<[string, object, string[]]>([
    ['one field', { title: 'B' }, []],
    ['null where nothing is meant', { store: null, runbook: null }, []],
    ['nothing', {}, [': Name at least one field to change.']],
  ])('%s', (_name, patch, expected) => {
    expect(problems(CasePatch, patch)).toEqual(expected);
  });

  it.each(['assignee', 'observables', 'state', 'version', 'key'])('cannot set %s', (field) => {
    expect(problems(CasePatch, { title: 'B', [field]: 'x' })).toHaveLength(1);
  });
});

describe('the small bodies', () => {
  it.each<[string, z.ZodType, unknown, boolean]>([
    ['a transition', CaseTransition, { state: 'on_hold', reason: 'x', wakeAt: '2026-01-12T00:00:00Z' }, true],
    ['a transition to what is no id', CaseTransition, { state: 'Gone away' }, false],
    ['a transition with a verdict that is none', CaseTransition, { state: 'resolved', verdict: 'bad' }, false],
    ['a transition at no time', CaseTransition, { state: 'on_hold', wakeAt: 'soon' }, false],
    ['an assignment', CaseAssign, { assignee: 'm1' }, true],
    ['back to the queue', CaseAssign, { assignee: null }, true],
    ['an assignment to nothing said', CaseAssign, {}, false],
    ['a comment', CaseComment, { body: 'x' }, true],
    ['a comment of blanks', CaseComment, { body: ' \n' }, false],
    ['observables', CaseObservables, { items: [{ value: 'x' }] }, true],
    ['no observables', CaseObservables, { items: [] }, false],
  ])('%s', (_name, schema, body, good) => {
    expect(schema.safeParse(body).success).toBe(good);
  });
});
