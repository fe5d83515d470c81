import { expect, test } from 'vitest';
import { NewPolicy, PolicyPatch } from '#lib/domain/sla/inputs.ts';
import type { PolicyView } from '#lib/domain/views/sla.ts';
import { draftOf, isComplete, newPolicyOf, patchOf } from './policy-draft.ts';

const version = {
  version: 2,
  name: 'Critical',
  acknowledgeSeconds: 600,
  resolveSeconds: 7200,
  vipFactor: 0.5,
  atRisk: 0.75,
  calendar: { id: '00000000-0000-7000-8000-0000000051a9', name: 'Around the clock' },
  effectiveFrom: '2026-01-12T12:00:00.000Z',
  createdBy: { kind: 'system', id: 'system', name: 'Watchfloor' },
  createdAt: '2026-01-12T12:00:00.000Z',
} as const;
const policy: PolicyView = {
  ...version,
  ...{ version: 1, acknowledgeSeconds: 900 },
  ...{
    id: 'p',
    severity: 'critical',
    category: 'Cloud',
    source: null,
    vip: false,
    status: 'in_force',
    retiredAt: null,
  },
  versions: [version, { ...version, version: 1, acknowledgeSeconds: 900 }],
};

test('an edit goes on from the newest version, a planned one included', () => {
  expect(draftOf(policy)).toMatchObject({ acknowledgeSeconds: 600, category: 'Cloud', vip: 'false', riskPercent: 75 });
  expect(PolicyPatch.parse(patchOf(draftOf(policy)))).toMatchObject({ acknowledgeSeconds: 600, atRisk: 0.75 });
});

test('a new policy is for any category, source and VIP unless one is named', () => {
  const draft = { ...draftOf(null), name: 'New', source: ' ' };
  expect(Object.keys(NewPolicy.parse(newPolicyOf(draft)))).not.toContain('category');
  const named = newPolicyOf({
    ...draft,
    category: 'Cloud',
    source: 'wiz ',
    vip: 'true',
    effectiveFrom: '2030-01-01T08:00',
  });
  expect(NewPolicy.parse(named)).toMatchObject({ category: 'Cloud', source: 'wiz', vip: true });
  expect(named.effectiveFrom).toBe(new Date('2030-01-01T08:00').toISOString());
});

test('a draft without a name or a time is not sent', () => {
  const draft = { ...draftOf(null), name: 'New' };
  expect(isComplete(draft)).toBe(true);
  expect(isComplete({ ...draft, name: ' ' })).toBe(false);
  expect(isComplete({ ...draft, resolveSeconds: null })).toBe(false);
});
