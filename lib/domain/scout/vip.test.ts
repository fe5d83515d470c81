import { describe, expect, it } from 'vitest';
import { mayBePerson, type NamedAccount, type VipFacts, vipStanding } from './vip.ts';

describe('an account', () => {
  it.each<[string, NamedAccount['type'], boolean]>([
    ['m.rossi', 'user', true],
    ['shop\\m.rossi', 'user', true],
    ['ceo@retail.example', 'user', true],
    ['ceo@retail.example', 'email', true],
    ['administrator', 'user', true],
    ['rooty', 'user', true],
    ['root@retail.example', 'email', true],
    ['shop\\system', 'user', true],
    ['nt authority', 'user', true],
    ['a$b', 'user', true],
    ['ceo@retail$.example', 'user', true],
    ['till-7$', 'user', false],
    ['shop\\till-7$', 'user', false],
    ['till-7$@shop.internal', 'user', false],
    ['till-7$@shop.example', 'email', false],
    ['SYSTEM', 'user', false],
    ['nt authority\\system', 'user', false],
    ['NT-AUTORITÄT\\SYSTEM', 'user', false],
    ['local service', 'user', false],
    ['nt authority\\local service', 'user', false],
    ['network service', 'user', false],
    ['nt authority\\network service', 'user', false],
    ['nt service\\mssqlserver', 'user', false],
    ['window manager\\dwm-1', 'user', false],
    ['s-1-5-18', 'user', false],
    ['root', 'user', false],
  ])('%s of the type %s: may be a person’s is %s', (value, type, expected) => {
    expect(mayBePerson({ type, value })).toBe(expected);
  });
});

describe('a case', () => {
  const user = (value: string) => ({ type: 'user' as const, value });
  const CEO = 'ceo@retail.example';
  const told = { vip: false, vipUnknown: false };

  it.each<[string, VipFacts, ReturnType<typeof vipStanding>]>([
    ['that names nobody', { kept: told, named: [], asked: [] }, 'no'],
    ['that names machines', { kept: told, named: [user('till-7$'), user('system')], asked: [] }, 'no'],
    ['of one nobody was asked about', { kept: told, named: [user(CEO)], asked: [] }, 'unknown'],
    [
      'of one who was asked about',
      { kept: told, named: [user(CEO)], asked: [{ id: '00u1', login: 'CEO@retail.example' }] },
      'no',
    ],
    [
      'of one who was asked about, by his address',
      { kept: told, named: [{ type: 'email', value: CEO }], asked: [{ id: '00u1', login: CEO }] },
      'no',
    ],
    ['of one without a login', { kept: told, named: [user('00u1')], asked: [{ id: '00U1', login: null }] }, 'no'],
    [
      'of one who is called like another’s identifier',
      { kept: told, named: [user('00u1')], asked: [{ id: '00u1', login: 'm.rossi' }] },
      'unknown',
    ],
    [
      'of two, one of whom was asked about',
      { kept: told, named: [user(CEO), user('m.rossi')], asked: [{ id: null, login: CEO }] },
      'unknown',
    ],
    [
      'whose directory has not answered yet',
      { kept: { vip: false, vipUnknown: true }, named: [user(CEO)], asked: [{ id: null, login: CEO }] },
      'unknown',
    ],
    [
      'of a VIP, and of another',
      { kept: { vip: true, vipUnknown: false }, named: [user('m.rossi')], asked: [] },
      'yes',
    ],
  ])('%s', (_name, facts, expected) => {
    expect(vipStanding(facts)).toBe(expected);
  });
});
