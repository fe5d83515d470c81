import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EARLIEST, LATEST, MomentInput, MomentText, readMoment } from './moment.ts';

describe('what somebody wrote', () => {
  test.each([
    ['2026-03-01', '2026-03-01T00:00:00.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
    ['2026-03-01T08:30Z', '2026-03-01T08:30:00.000Z'],
    ['2026-03-01T08:30:05.25+02:00', '2026-03-01T06:30:05.250Z'],
    ['1970-01-01', EARLIEST.toISOString()],
  ])('%s is a moment', (text, moment) => {
    expect(readMoment(text)?.toISOString()).toBe(moment);
    expect(MomentInput.parse(text).toISOString()).toBe(moment);
  });

  test.each([
    '',
    'soon',
    '1',
    '2026-02-30',
    '2026-02-30T10:00:00Z',
    '2026-13-01',
    '2026-03-01T25:00:00Z',
    '2026-03-01T08:30:00',
    '0000-01-01',
    '0000-12-31T00:00:00Z',
    '0001-01-01',
    '1969-12-31T23:59:59Z',
    '2200-01-01T00:00:00Z',
    '9999-12-31',
    '+275760-09-12T00:00:00Z',
  ])('“%s” is none', (text) => {
    expect(readMoment(text)).toBeNull();
    expect(MomentInput.safeParse(text).success).toBe(false);
    expect(MomentText.safeParse(text).success).toBe(false);
  });

  test('any moment that we know, as it is written', () => {
    fc.assert(
      fc.property(fc.date({ min: EARLIEST, max: LATEST, noInvalidDate: true }), (moment) => {
        expect(readMoment(moment.toISOString())).toEqual(moment);
        expect(MomentInput.parse(moment)).toEqual(moment);
        expect(MomentText.parse(moment.toISOString())).toBe(moment.toISOString());
      }),
    );
  });

  test('a number, or nothing, is no moment of a body', () => {
    for (const given of [0, 1e15, null, true, new Date(Number.NaN), new Date(8.64e15)])
      expect(MomentInput.safeParse(given).success).toBe(false);
  });
});
