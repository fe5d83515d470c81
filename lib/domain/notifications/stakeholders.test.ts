import { expect, it } from 'vitest';
import { concerns, type StakeCondition, type StakeFacts, StakeholdersInput } from './stakeholders.ts';

const facts: StakeFacts = { category: 'Identity & Access', store: 'milan', vip: false };
const anything: StakeCondition = { categories: [], stores: [], vipOnly: false };

it.each<[name: string, rule: Partial<StakeCondition>, facts: Partial<StakeFacts>, expected: boolean]>([
  ['without a condition', {}, {}, true],
  ['of its category', { categories: ['Cloud', 'identity & access'] }, {}, true],
  ['of another category', { categories: ['Cloud'] }, {}, false],
  ['of its store', { stores: ['rome', 'milan'] }, {}, true],
  ['of another store', { stores: ['rome'] }, {}, false],
  ['of a store, where the case has none', { stores: ['rome'] }, { store: null }, false],
  ['of VIPs, a VIP’s', { vipOnly: true }, { vip: true }, true],
  ['of VIPs, nobody’s', { vipOnly: true }, {}, false],
  ['of both, one missing', { categories: ['Identity & Access'], stores: ['rome'] }, {}, false],
  ['of both', { categories: ['Identity & Access'], stores: ['milan'] }, {}, true],
])('%s', (_name, rule, more, expected) => {
  expect(concerns({ ...anything, ...rule }, { ...facts, ...more })).toBe(expected);
});

it('a channel of Slack is named by its id', () => {
  const of = (slackChannel: string | null) => StakeholdersInput.safeParse({ name: 'Board', slackChannel }).success;
  expect([of('C0123ABCD'), of(null), of('#soc'), of('U0123ABCD')]).toEqual([true, true, false, false]);
});
