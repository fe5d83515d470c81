import { expect, test } from 'vitest';
import { groupOfThreat, type ThreatGrouping } from './group.ts';

const ALL: ThreatGrouping = { groupByStoryline: true, groupByHost: true, windowMinutes: 60 };
const HOST = { agentId: '1702345678901234567', agentComputerName: 'POS-1' };
const ofAgent: [string, number] = ['host/1702345678901234567', 3_600_000];

test.each<[string, unknown, Partial<ThreatGrouping>, [string, number | null] | null]>([
  [
    'the storyline before the host',
    { threatInfo: { storyline: '8D2A' }, agentRealtimeInfo: HOST },
    {},
    ['storyline/8D2A', null],
  ],
  ['a flat threat under data', { data: { id: '1', storyline: '8D2A' } }, {}, ['storyline/8D2A', null]],
  ['the agent without a storyline', { threatInfo: {}, agentRealtimeInfo: HOST }, {}, ofAgent],
  ['an empty storyline is none', { threatInfo: { storyline: ' ' }, agentRealtimeInfo: HOST }, {}, ofAgent],
  ['a flat agent', { id: '1', ...HOST }, {}, ofAgent],
  [
    'the name where no agent is named',
    { threatInfo: {}, agentDetectionInfo: { agentComputerName: 'POS-1' } },
    { windowMinutes: 5 },
    ['host/pos-1', 300_000],
  ],
  [
    'storylines switched off',
    { threatInfo: { storyline: '8D2A' }, agentRealtimeInfo: HOST },
    { groupByStoryline: false },
    ofAgent,
  ],
  ['hosts switched off', { threatInfo: {}, agentRealtimeInfo: HOST }, { groupByHost: false }, null],
  ['nothing to go by', { threatInfo: {} }, {}, null],
  ['no object', 'x', {}, null],
])('%s', (_name, body, parameters, expected) => {
  const group = groupOfThreat(body, { ...ALL, ...parameters });
  expect(group && [group.key, group.windowMs]).toEqual(expected);
});
