import { expect, it } from 'vitest';
import { passwordProblems } from './password-problems.ts';

const good = { current: 'one-time-password', next: 'correct horse battery', again: 'correct horse battery' };

it('finds nothing wrong with a good one', () => expect(passwordProblems(good)).toEqual({}));

it.each([
  [{ ...good, current: '' }, ['current']],
  [{ ...good, next: 'short', again: 'short' }, ['next']],
  [{ ...good, next: good.current, again: good.current }, ['next']],
  [{ ...good, again: 'another' }, ['again']],
])('%j has problems in %j', (form, fields) => expect(Object.keys(passwordProblems(form))).toEqual(fields));
