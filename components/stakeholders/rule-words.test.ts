import { expect, it } from 'vitest';
import { casesOf, toldOf } from './rule-words.ts';

const name = (key: string) => key.toUpperCase();

it('says which cases a rule is about', () => {
  const every = { categories: [], stores: [], vipOnly: false };
  expect(casesOf(every, name, name)).toBe('Every case');
  expect(casesOf({ categories: ['a', 'b'], stores: ['rome'], vipOnly: true }, name, name)).toBe('VIP · A, B · ROME');
});

it('says who is told', () => {
  const ann = { id: '1', name: 'Ann' };
  expect(toldOf({ members: [ann], groups: ['Board'], slackChannel: 'C0123ABCD', teams: true })).toBe(
    'Ann, Board, Slack C0123ABCD, Teams',
  );
});
