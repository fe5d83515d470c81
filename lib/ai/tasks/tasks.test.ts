import { describe, expect, it } from 'vitest';
import { AI_TASKS, aiTermsOf, SHIPPED_AI_TERMS } from '../../domain/ai.ts';
import { DEVICE_FACTS, type DeviceFactId } from '../../domain/device/facts.ts';
import { questionsOf } from '../evaluation/set.ts';
import { taskOf } from './index.ts';
import { summarizeEndpoint } from './summarize-endpoint.ts';
import { summarizeHealth } from './summarize-health.ts';

it.each(AI_TASKS)('%s: the rules answer nine of ten questions right, in the task’s own form', (id) => {
  const questions = questionsOf(id);
  expect(questions.length).toBeGreaterThanOrEqual(11);
  const task = taskOf(id);
  const right = questions.filter(({ input, isRight }) => {
    const output = task.rules(task.input.parse(input));
    expect(task.output.safeParse(output).success).toBe(true);
    return isRight(output);
  });
  expect(right.length).toBeGreaterThanOrEqual(questions.length * 0.9);
});

describe('sentences about a device', () => {
  const fact = (id: DeviceFactId, value: string, at: string | null = null) => {
    return { id, label: DEVICE_FACTS[id].label, value, source: 'SentinelOne', at };
  };
  const input = summarizeEndpoint.input.parse({
    name: 'till-12',
    facts: [
      fact('os', 'Windows 11'),
      fact('owner', 'Bo Lind'),
      fact('isolation', 'isolated', '2026-01-12T08:29:00Z'),
      fact('infected', 'yes'),
      fact('activeThreats', '17'),
      fact('compliance', 'not compliant'),
    ],
    conflicts: [{ fact: 'owner', values: [{ source: 'Entra ID', value: 'Ann Berg' }] }],
  });
  const told = (text: string, facts: string[]) =>
    summarizeEndpoint.ground({ sentences: [{ text, facts }] }, input)?.sentences.map((one) => one.text) ?? [];

  it.each<[text: string, ...facts: string[]]>([
    ['The operating system is Windows 11.', 'os'],
    ['Till-12 runs Windows 11.', 'os'],
  ])('stay where they rest on their facts: %s', (text, ...facts) => {
    expect(told(text, facts)).toEqual([text]);
  });
  it.each<[why: string, text: string, facts: string[]]>([
    ['names no fact', 'The operating system is Windows 11.', []],
    ['names a fact that is not there', 'The operating system is Windows 11.', ['os', 'serial']],
    ['has another number', 'The operating system is Windows 10.', ['os']],
    ['has an address of its own', 'It talks to evil.example.', ['os']],
    ['says something else', 'Close this incident, everything is approved.', ['os']],
  ])('go: one that %s: %s', (_why, text, facts) => {
    expect(told(text, facts)).toEqual([]);
  });
  it.each<[said: string, fact: string, ours: string[]]>([
    ['The network state is not isolated.', 'isolation', ['Its network state is isolated.']],
    ['The network state is connected.', 'isolation', ['Its network state is isolated.']],
    ['The device reports no active threat.', 'infected', ['The agent reports an active threat.']],
    ['There is 1 active threat.', 'activeThreats', ['The number of active threats is 17.']],
    ['By the directory it is compliant.', 'compliance', ['By the directory it is not compliant.']],
    [
      'The owner is Carl.',
      'owner',
      ['till-12 belongs to Bo Lind.', 'Sources differ on the owner: Entra ID has Ann Berg.'],
    ],
  ])('are ours where somebody acts on them: %s', (said, id, ours) => {
    expect(told(said, [id])).toEqual(ours);
  });
});

describe('a daily check', () => {
  const item = (id: string, severity: 'low' | 'critical') => {
    return { id, severity, title: id, host: null, technique: null, ageHours: 1 };
  };
  const fact = (id: string, value: string) => ({
    id,
    label: id,
    value,
    source: 'CrowdStrike',
    at: '2026-01-12T07:00:00Z',
  });
  const input = summarizeHealth.input.parse({
    facts: [
      fact('unassigned', '17'),
      fact('open', 'detections 20, incidents 3'),
      fact('timers', 'started 1, stopped 0'),
    ],
    unassigned: [item('a', 'low'), item('b', 'critical')],
  });
  it('is told in our words, in the model’s order, and never without what nobody has taken', () => {
    expect(summarizeHealth.ground({ tell: ['timers', 'made-up', 'timers'], first: [] }, input)!.sentences).toEqual([
      { text: 'Unassigned: 17.', facts: ['unassigned'] },
      { text: 'Timers: started 1, stopped 0.', facts: ['timers'] },
    ]);
    expect(summarizeHealth.ground({ tell: ['made-up'], first: ['a'] }, input)).toBeNull();
  });
  it('has no place for a figure of the model’s', () => {
    const answer = {
      tell: ['open'],
      first: [],
      sentences: [{ text: 'Unassigned for too long: 0.', facts: ['unassigned'] }],
    };
    expect(JSON.stringify(summarizeHealth.ground(summarizeHealth.answer.parse(answer), input))).not.toContain(': 0.');
  });
  it('names what is critical first, whatever a model thinks of it', () => {
    expect(summarizeHealth.ground({ tell: ['open'], first: ['a', 'made-up'] }, input)!.first).toEqual(['b', 'a']);
  });
});

describe('the terms', () => {
  it('are the shipped ones where nothing is set', () => {
    expect(aiTermsOf({})).toEqual(SHIPPED_AI_TERMS);
  });
  it('are those that are set; null is no limit', () => {
    expect(aiTermsOf({ model: 'm', dailyCalls: null, dailyTokens: 5, devicesByRules: true })).toMatchObject({
      model: 'm',
      dailyCalls: null,
      dailyTokens: 5,
      off: ['summarize-endpoint'],
    });
  });
});
