import { describe, expect, test } from 'vitest';
import { FalconAlert } from '../../connectors/crowdstrike.ts';
import { afterList, earliestOf, latestOf, type Sweep, sweepOf } from './sweep.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 12, 8, minutes));
const NOW = at(30);
const SINCE = at(20);
const sweep: Sweep = { from: at(15).toISOString(), begun: NOW.toISOString(), skip: 0, page: 0 };
const alert = (updated?: string) => FalconAlert.parse({ composite_id: 'a', updated_timestamp: updated });

describe('a sweep', () => {
  test('begins five minutes before what was read', () => {
    expect(sweepOf({ cursor: null, since: SINCE }, NOW)).toEqual(sweep);
  });
  test('goes on with the list where it stood, from its first page', () => {
    const left = { ...sweep, from: at(17).toISOString(), skip: 4_000, page: 3 };
    expect(sweepOf({ cursor: JSON.stringify(left), since: SINCE }, at(40))).toEqual({ ...left, page: 0 });
  });
  test('begins anew where another version’s place was left', () => {
    const cursor = JSON.stringify({ from: at(1).toISOString(), begun: at(2).toISOString(), after: 'token' });
    expect(sweepOf({ cursor, since: SINCE }, NOW)).toEqual(sweep);
  });
});

describe('after a whole list', () => {
  const read = { listed: 2_000, total: 5_000, latest: at(28), lastPage: at(27) };
  const goneOn = (changes: Partial<Sweep>) => ({ cursor: JSON.stringify({ ...sweep, ...changes }), since: SINCE });
  test.each([
    ['all was named', sweep, { ...read, listed: 5_000 }, { cursor: null, since: at(28) }],
    ['nothing was there', sweep, { listed: 0, total: 0, latest: null, lastPage: null }, { cursor: null, since: SINCE }],
    ['only older ones were read', sweep, { ...read, listed: 5_000, latest: at(16) }, { cursor: null, since: SINCE }],
    ['Falcon counts more than it names', sweep, { ...read, listed: 0 }, { cursor: null, since: at(28) }],
    ['more is left', sweep, read, goneOn({ from: at(27).toISOString() })],
    ['the last page bears the moment it began at', sweep, { ...read, lastPage: at(15) }, goneOn({ skip: 2_000 })],
    ['no time is told', sweep, { ...read, latest: null, lastPage: null }, goneOn({ skip: 2_000 })],
    ['that moment goes on', { ...sweep, skip: 2_000 }, { ...read, lastPage: at(15) }, goneOn({ skip: 4_000 })],
    ['that moment is over', { ...sweep, skip: 2_000 }, read, goneOn({ from: at(27).toISOString() })],
    ['the last of it came', { ...sweep, skip: 4_000 }, { ...read, listed: 1_000 }, { cursor: null, since: at(28) }],
  ])('%s', (_name, before, list, expected) => {
    expect(afterList(before, { cursor: null, since: SINCE }, list)).toEqual(expected);
  });
});

test('the latest update counts up to the sweep’s beginning, the earliest whatever it is', () => {
  const alerts = [alert(at(31).toISOString()), alert('2026-01-12T08:29:00.123456789Z'), alert('soon'), alert()];
  expect(latestOf(alerts, sweep)).toEqual(new Date('2026-01-12T08:29:00.123Z'));
  expect(earliestOf(alerts)).toEqual(new Date('2026-01-12T08:29:00.123Z'));
  expect(latestOf([alert(at(31).toISOString())], sweep)).toBeNull();
  expect(earliestOf([])).toBeNull();
});
