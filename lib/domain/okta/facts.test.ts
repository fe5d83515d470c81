import { expect, test } from 'vitest';
import { isSamePerson, type OktaPerson } from './facts.ts';

const person = (id: string | null, login: string | null): Pick<OktaPerson, 'id' | 'login'> => ({ id, login });

test.each<[a: ReturnType<typeof person>, b: ReturnType<typeof person>, same: boolean]>([
  [person('00u1', 'maria@shop.example'), person('00u1', 'm.rossi@shop.example'), true],
  [person('00u1', 'maria@shop.example'), person('00u2', 'maria@shop.example'), false],
  [person('00u1', 'maria@shop.example'), person(null, 'MARIA@shop.example'), true],
  [person(null, 'maria@shop.example'), person(null, 'jan@shop.example'), false],
  [person('00u1', null), person(null, 'maria@shop.example'), false],
  [person('00u1', null), person(null, null), false],
  [person(null, null), person(null, null), false],
])('%j and %j', (a, b, same) => {
  expect(isSamePerson(a, b)).toBe(same);
  expect(isSamePerson(b, a)).toBe(same);
});
