import { expect, test } from 'vitest';
import { AUTOMATIONS } from './automations.ts';
import { genericFacts, wizFacts } from './intake-facts.ts';
import type { MappedCase } from './mapping.ts';

const wiz = AUTOMATIONS['wiz-incident'].parameters;
const generic = AUTOMATIONS['generic-alert'].parameters;

const event = (severity: MappedCase['severity'], status?: string): MappedCase => ({
  objectKey: 'o',
  title: 't',
  severity,
  ...(status && { status }),
  tags: [],
  customFields: {},
  links: [],
  techniques: [],
  tactics: [],
  observables: [],
});
const facts = { statusOpens: true, statusEnds: false, barred: null, reopenWithinDays: 7, resolves: false };

test.each([
  ['HIGH, OPEN', event('high', 'OPEN'), {}, {}],
  ['in any case', event('medium', 'open'), {}, {}],
  ['no status', event('critical'), {}, {}],
  ['LOW', event('low', 'OPEN'), {}, { barred: 'The severity LOW opens no case; MEDIUM, HIGH, CRITICAL would.' }],
  [
    'in progress',
    event('high', 'IN_PROGRESS'),
    {},
    { statusOpens: false, barred: 'The status IN_PROGRESS opens no case; OPEN would.' },
  ],
  [
    'as parameters say',
    event('low', 'IN_PROGRESS'),
    { statuses: ['in_progress'], severities: ['low'], reopenWithinDays: 1 },
    { reopenWithinDays: 1 },
  ],
  ['none may', event('high', 'OPEN'), { severities: [] }, { barred: 'The severity HIGH opens no case; none would.' }],
  [
    'RESOLVED',
    event('high', 'RESOLVED'),
    {},
    { statusOpens: false, statusEnds: true, barred: 'The status RESOLVED opens no case; OPEN would.' },
  ],
  [
    'REJECTED, trusted',
    event('high', 'rejected'),
    { resolveWithWiz: true },
    { statusOpens: false, statusEnds: true, resolves: true, barred: 'The status REJECTED opens no case; OPEN would.' },
  ],
  ['OPEN, trusted', event('high', 'OPEN'), { resolveWithWiz: true }, {}],
])('Wiz: %s', (_name, mapped, parameters, expected) => {
  expect(wizFacts(mapped, wiz.parse(parameters))).toEqual({ ...facts, ...expected });
});

test.each([
  ['anything', event('informational'), {}, {}],
  ['a status that says nothing', event('low', 'triggered'), {}, {}],
  ['too low', event('low'), { minimumSeverity: 'medium' }, { barred: 'The severity low is below medium.' }],
  [
    'over',
    event('high', 'Resolved'),
    {},
    { statusOpens: false, statusEnds: true, barred: 'The status Resolved opens no case.' },
  ],
])('generic: %s', (_name, mapped, parameters, expected) => {
  expect(genericFacts(mapped, generic.parse(parameters))).toEqual({ ...facts, ...expected });
});
