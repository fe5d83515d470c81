import { describe, expect, it } from 'vitest';
import { findByName, isColleague, mentionedId, nameOf, SlackUser } from './user.ts';

const user = (id: string, more: Record<string, unknown> = {}, profile: Record<string, unknown> = {}) =>
  SlackUser.parse({ id, team_id: 'T0SHOP001', name: id.toLowerCase(), ...more, profile });

const home = { teamId: 'T0SHOP001', enterpriseId: null };
const organised = { ...home, enterpriseId: 'E0SHOP001' };
const maria = user(
  'U0AAA1111',
  { name: 'mrossi' },
  { display_name: 'maria', real_name: 'Maria Rossi', email: 'Maria@Shop.example' },
);
const namesake = user('U0AAA2222', { name: 'mrossi2' }, { display_name: 'María', real_name: 'Maria  Rossi' });
const gone = user('U0AAA3333', { name: 'left', deleted: true });
const bot = user('U0AAA4444', { name: 'helper', is_bot: true });
const everybody = [maria, namesake, gone, bot];

it.each([
  ['an id, as it is', 'U0AAA1111', [maria]],
  ['an account name', 'mrossi', [maria]],
  ['one with an @, in capitals', '@MRossi', [maria]],
  ['a display name before a full name', 'maria', [maria]],
  ['a full name of two', 'maria rossi', [maria, namesake]],
  ['a deleted account', 'left', []],
  ['a bot', 'helper', []],
  ['nothing', ' @ ', []],
  ['a part of a name', 'mar', []],
])('%s', (_name, typed, expected) => {
  expect(findByName(typed, everybody)).toEqual(expected);
});

describe('a user', () => {
  it('without an e-mail address has none, and with one it is lower-case', () => {
    expect([maria.email, namesake.email]).toEqual(['maria@shop.example', null]);
  });

  it.each([
    ['a member', {}, true],
    ['a multi-channel guest', { is_restricted: true }, false],
    ['a single-channel guest', { is_restricted: true, is_ultra_restricted: true }, false],
    ['somebody of another company', { is_stranger: true }, false],
    ['a bot', { is_bot: true }, false],
    ['a deleted account', { deleted: true }, false],
    ['somebody of a workspace that shares a channel', { team_id: 'T0OTHER01' }, false],
    ['somebody of no known workspace', { team_id: undefined }, false],
  ])('%s: a colleague %#', (_name, flags, expected) => {
    expect(isColleague(user('U0AAA5555', flags), home)).toBe(expected);
  });

  it('of another workspace of the same organisation is a colleague', () => {
    const other = (enterprise_id: string) =>
      user('U0AAA5555', { team_id: 'T0OTHER01', enterprise_user: { enterprise_id } });
    expect(isColleague(other('E0SHOP001'), organised)).toBe(true);
    expect(isColleague(other('E0ELSE001'), organised)).toBe(false);
    expect(isColleague(other('E0SHOP001'), home)).toBe(false);
  });

  it('whose address is not confirmed has none', () => {
    const unconfirmed = user('U0AAA5555', { is_email_confirmed: false }, { email: 'ceo@shop.example' });
    expect(unconfirmed.email).toBeNull();
  });

  it('is called by what people see', () => {
    expect([maria, user('U0AAA6666', {}, { real_name: 'Ann' }), user('U0AAA7777')].map(nameOf)).toEqual([
      'maria',
      'Ann',
      'u0aaa7777',
    ]);
  });
});

it.each([
  ['<@U0AAA1111>', 'U0AAA1111'],
  [' <@U0AAA1111|maria> ', 'U0AAA1111'],
  ['@maria', null],
  ['<@U0AAA1111> please', null],
  ['<#C0AAA1111>', null],
])('%s mentions %s', (text, id) => {
  expect(mentionedId(text)).toBe(id);
});
