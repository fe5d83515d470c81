import type { Severity } from '../../domain/severity.ts';
import type { Question } from './question.ts';

type Items = readonly (readonly [id: string, severity: Severity, ageHours: number])[];

/** What the check found, the first of the figures being what nobody has taken; the items; and which of them come first, in this order. */
const DAYS: readonly (readonly [figures: Record<string, string>, items: Items, first: readonly string[]])[] = [
  [
    { unassigned: '3', open: '14', oldest: 'B, 60 hours' },
    [
      ['a', 'low', 60],
      ['b', 'critical', 2],
    ],
    ['b'],
  ],
  [{ unassigned: '0', open: '0' }, [], []],
  [
    { unassigned: '2', change: 'new 2, gone 1, before 1' },
    [
      ['a', 'high', 9],
      ['b', 'high', 30],
    ],
    ['b', 'a'],
  ],
  [
    { unassigned: '17', bySeverity: 'high 10, low 7' },
    [
      ['a', 'informational', 90],
      ['b', 'medium', 1],
    ],
    ['b', 'a'],
  ],
  [
    { unassigned: 'at least 500', open: 'detections 500, incidents 3' },
    [
      ['a', 'critical', 1],
      ['b', 'critical', 8],
    ],
    ['b', 'a'],
  ],
  [{ unassigned: '1', hosts: 'POS-1 (1)' }, [['a', 'medium', 25]], ['a']],
  [
    { unassigned: '4', techniques: 'T1003 (2), T1059 (2)' },
    [
      ['a', 'low', 1],
      ['b', 'low', 2],
      ['c', 'high', 3],
    ],
    ['c', 'b', 'a'],
  ],
  [
    { unassigned: '6', ownedHere: '2' },
    [
      ['a', 'critical', 3],
      ['b', 'low', 300],
    ],
    ['a', 'b'],
  ],
  [
    { unassigned: '5', timers: 'started 4, stopped 9' },
    [
      ['a', 'high', 1],
      ['b', 'critical', 0],
    ],
    ['b', 'a'],
  ],
  [
    { unassigned: '7', oldest: 'Mimikatz on POS-1, 52 hours' },
    [
      ['a', 'critical', 52],
      ['b', 'high', 60],
    ],
    ['a', 'b'],
  ],
  [
    { unassigned: '2', change: 'new 0, gone 12, before 14' },
    [
      ['a', 'informational', 2],
      ['b', 'low', 1],
    ],
    ['b', 'a'],
  ],
  [
    { unassigned: '11', hosts: 'POS-1 (7), POS-2 (4)' },
    [
      ['a', 'medium', 5],
      ['b', 'medium', 6],
    ],
    ['b', 'a'],
  ],
  [
    { unassigned: '9', bySeverity: 'critical 1, low 8' },
    [
      ['a', 'low', 400],
      ['b', 'low', 300],
      ['c', 'critical', 0],
    ],
    ['c', 'a', 'b'],
  ],
  [
    { unassigned: '3', open: 'detections 3, incidents 0' },
    [
      ['a', 'high', 10],
      ['b', 'medium', 20],
      ['c', 'low', 30],
    ],
    ['a', 'b', 'c'],
  ],
  [{ unassigned: '1', oldest: 'A case without a name, 2400 hours' }, [['a', 'low', 2400]], ['a']],
  [
    { unassigned: '200', change: 'new 100, gone 100, before 200' },
    [
      ['a', 'critical', 7],
      ['b', 'critical', 7],
    ],
    ['a', 'b'],
  ],
];

/** Daily checks: every figure is told as it is, and the gravest comes first. */
export const HEALTH_QUESTIONS: readonly Question<'summarize-health'>[] = DAYS.map(([figures, items, wanted]) => ({
  input: {
    facts: Object.entries(figures).map(([id, value]) => ({ id, label: id, value, source: 'CrowdStrike', at: null })),
    unassigned: items.map(([id, severity, ageHours]) => {
      return { id, severity, ageHours, title: `Detection ${id}`, host: 'till-1', technique: null };
    }),
  },
  isRight: ({ sentences, first }) =>
    wanted.every((id, at) => first[at] === id) &&
    Object.entries(figures).every(([id, value]) =>
      sentences.some(({ text, facts }) => facts.includes(id) && text.includes(value)),
    ),
}));
