import { expect, test } from 'vitest';
import { type FittingEvent, fitting } from './condition.ts';

const event = (raw: unknown): FittingEvent => ({ id: 'e', vendorId: 'v', title: 't', at: new Date(0), raw });
const fits = async (condition: string, ...raws: unknown[]) => {
  const checked = await fitting(condition, raws.map(event));
  return checked.ok ? checked.events.map((one) => one.fits) : checked.problem;
};

test.each([
  ['', [{}], [true]],
  ['severity >= 40', [{ severity: 40 }, { severity: 39 }, {}], [true, false, false]],
  ['product = "epp" and $exists(cmdline)', [{ product: 'epp', cmdline: 'x' }, { product: 'epp' }], [true, false]],
  ['severity > 1', [{ alert: { severity: 2 } }, null, 'text'], [true, false, false]],
  ['"text"', [{}], [true]],
  ['0', [{}], [false]],
  ['tags[$ = "x"]', [{ tags: ['x', 'y'] }, { tags: ['y'] }], [true, false]],
  ['severity > 1 /* why */', [{ severity: 2 }], [true]],
])('%j of %j is %j', async (condition, raws, expected) => {
  expect(await fits(condition, ...raws)).toEqual(expected);
});

test('more events than go into one turn are all looked at', async () => {
  const raws = Array.from({ length: 230 }, (_, n) => ({ severity: n }));
  expect(await fits('severity >= 200', ...raws)).toEqual(raws.map(({ severity }) => severity >= 200));
});

test.each(['$error("no")', 'severity >', '$sum("a")'])('%j cannot be used, and says why', async (condition) => {
  expect(await fits(condition, { severity: 1 })).toMatch(/^The condition cannot be used: The expression /);
});
