import { describe, expect, it } from 'vitest';
import { CATEGORIES } from './case.ts';
import { advance, pickRunbook, Runbook, SHIPPED_RUNBOOKS } from './runbook.ts';

describe('pickRunbook', () => {
  const scope = (key: string, category: string | null, source: string | null) => ({ key, category, source });
  const all = [
    scope('default', null, null),
    scope('cloud', 'Cloud', null),
    scope('wiz', null, 'wiz'),
    scope('cloud-wiz', 'Cloud', 'wiz'),
    scope('cloud-b', 'Cloud', null),
  ];

  it.each([
    ['Cloud', 'wiz', 'cloud-wiz'],
    ['cloud', 'WIZ', 'cloud-wiz'],
    ['Cloud', 'okta', 'cloud'],
    ['Email', 'wiz', 'wiz'],
    ['Email', 'okta', 'default'],
  ])('%s from %s: %s', (category, source, expected) => {
    expect(pickRunbook(all, { category, source })?.key).toBe(expected);
    expect(pickRunbook(all.toReversed(), { category, source })?.key).toBe(expected);
  });

  it('lets the category weigh more than the source', () => {
    const found = pickRunbook([scope('a', null, 'wiz'), scope('c', 'Cloud', null)], {
      category: 'Cloud',
      source: 'wiz',
    });
    expect(found?.key).toBe('c');
  });

  it('finds none where nothing fits', () => {
    expect(pickRunbook([scope('x', 'Email', null)], { category: 'Cloud', source: 'wiz' })).toBeNull();
  });
});

describe('advance', () => {
  const phase = (key: string) => ({ key, name: key.toUpperCase(), tasks: [] });
  const runbook = { name: 'Test', phases: [phase('one'), phase('two'), phase('three')] };
  const task = (of: string, title: string, mandatory = true) => ({ phase: of, title, mandatory });

  it.each([
    ['begins with the first', null, [task('one', 'x')], { to: 'one' }],
    ['goes on', 'one', [], { to: 'two' }],
    ['passes optional tasks', 'one', [task('one', 'x', false)], { to: 'two' }],
    ['passes tasks of other phases', 'two', [task('one', 'x'), task('three', 'y')], { to: 'three' }],
    [
      'waits for a mandatory task',
      'one',
      [task('one', 'x'), task('one', 'z', false)],
      { refused: 'ONE still has a mandatory task open: “x”.' },
    ],
    [
      'names all that it waits for',
      'one',
      [task('one', 'x'), task('one', 'y')],
      { refused: 'ONE still has 2 mandatory tasks open: “x”, “y”.' },
    ],
    ['ends at the last', 'three', [], { refused: 'THREE is the last phase of the runbook Test.' }],
    [
      'says the last phase before its tasks',
      'three',
      [task('three', 'x')],
      { refused: 'THREE is the last phase of the runbook Test.' },
    ],
    ['knows no other phase', 'four', [], { refused: 'The runbook Test has no phase four.' }],
  ])('%s', (_name, current, open, expected) => {
    expect(advance(runbook, current, open)).toEqual(expected);
  });
});

describe('the shipped runbooks', () => {
  it.each(SHIPPED_RUNBOOKS.map((runbook) => [runbook.key, runbook] as const))('%s is valid', (_key, runbook) => {
    expect(Runbook.parse(runbook)).toEqual(runbook);
    expect(runbook.phases.map((each) => each.name)).toEqual(['Identify', 'Contain', 'Eradicate', 'Recover', 'Review']);
    expect(runbook.phases.every((each) => each.tasks.length >= 2)).toBe(true);
    if (runbook.category) expect(CATEGORIES).toContain(runbook.category);
  });

  it('have a key each, one default, and one for Wiz', () => {
    expect(new Set(SHIPPED_RUNBOOKS.map((runbook) => runbook.key)).size).toBe(SHIPPED_RUNBOOKS.length);
    expect(pickRunbook(SHIPPED_RUNBOOKS, { category: 'Other', source: 'manual' })?.key).toBe('default');
    expect(pickRunbook(SHIPPED_RUNBOOKS, { category: 'Cloud', source: 'wiz' })?.key).toBe('cloud-wiz');
  });

  it.each(SHIPPED_RUNBOOKS.map((runbook) => [runbook.key, runbook] as const))(
    '%s: a new case can advance at once',
    (_key, runbook) => {
      const open = runbook.phases.flatMap((each) => each.tasks.map((task) => ({ phase: each.key, ...task })));
      expect(advance(runbook, 'identify', open)).toEqual({ to: 'contain' });
    },
  );
});
