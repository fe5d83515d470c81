import { expect, test } from 'vitest';
import { FalconAlert } from './alert.ts';
import { falconVersion, readFalconBody } from './body.ts';
import { type FalconGrouping, groupOfAlert } from './group.ts';

const ALL: FalconGrouping = { groupByAggregate: true, groupByHost: true, windowMinutes: 60 };
const alert = (fields: Record<string, unknown>) => FalconAlert.parse({ composite_id: 'c:ind:1', ...fields });

test.each([
  [
    'the aggregate before the host',
    { aggregate_id: 'agg:1', device: { device_id: 'd1' } },
    {},
    ['aggregate/agg:1', null],
  ],
  ['the host without an aggregate', { device: { device_id: 'd1' } }, {}, ['host/d1', 3_600_000]],
  ['an empty aggregate is none', { aggregate_id: ' ', device: { device_id: 'd1' } }, {}, ['host/d1', 3_600_000]],
  [
    'the agent where the device has no id',
    { agent_id: 'a1', device: { hostname: 'POS-1' } },
    {},
    ['host/a1', 3_600_000],
  ],
  [
    'the name where nothing else is known',
    { device: { hostname: 'POS-1' } },
    { windowMinutes: 5 },
    ['host/pos-1', 300_000],
  ],
  [
    'aggregates switched off',
    { aggregate_id: 'agg:1', agent_id: 'a1' },
    { groupByAggregate: false },
    ['host/a1', 3_600_000],
  ],
  ['hosts switched off', { agent_id: 'a1' }, { groupByHost: false }, null],
  ['nothing to go by', {}, {}, null],
])('%s', (_name, fields, parameters, expected) => {
  const group = groupOfAlert(alert(fields), { ...ALL, ...parameters });
  expect(group && [group.key, group.windowMs]).toEqual(expected);
});

test('a body is the alert itself, or has it under `alert`; what names no alert is told', () => {
  expect(readFalconBody({ composite_id: ' c:1 ', severity: '70' })).toMatchObject({
    ok: true,
    alert: { composite_id: 'c:1', severity: 70, status: null, device: null, ioc_values: [] },
  });
  expect(readFalconBody({ alert: { composite_id: 'c:2' }, workflow: 'SOC' })).toMatchObject({
    ok: true,
    raw: { composite_id: 'c:2' },
  });
  for (const body of [null, [], 'x', {}, { composite_id: '' }, { id: 'c' }])
    expect(readFalconBody(body)).toMatchObject({ ok: false, reason: expect.any(String) });
});

test.each([
  ['2026-01-12T08:30:40.1Z', '2026-01-12T08:30:40.100Z'],
  ['2026-01-12T08:30:40.100999999Z', '2026-01-12T08:30:40.100Z'],
  ['yesterday', null],
  [null, null],
])('the version of an alert that was updated at %s', (updated, expected) => {
  expect(falconVersion({ updated_timestamp: updated })).toBe(expected);
});
