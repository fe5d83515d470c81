import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createGate } from './gate.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const gateOf = () => createGate({ most: 2, patienceMs: 5_000 });
const state = async (entering: Promise<(() => void) | null>) => {
  const waiting = Symbol();
  const now = await Promise.race([entering, Promise.resolve().then(() => waiting)]);
  return now === waiting ? 'waits' : now === null ? 'sent away' : 'inside';
};

test('so many are inside at once, the others in their order', async () => {
  const gate = gateOf();
  const [first, second] = [await gate.enter(), await gate.enter()];
  const [third, fourth] = [gate.enter(), gate.enter()];
  expect([await state(third), await state(fourth)]).toEqual(['waits', 'waits']);
  first!();
  first!();
  expect([await state(third), await state(fourth)]).toEqual(['inside', 'waits']);
  second!();
  expect(await state(fourth)).toBe('inside');
});

test('who waits is sent away once nobody has left for so long, and so is who comes then', async () => {
  const gate = gateOf();
  const first = await gate.enter();
  await gate.enter();
  await vi.advanceTimersByTimeAsync(4_000);
  const third = gate.enter();
  await vi.advanceTimersByTimeAsync(999);
  expect(await state(third)).toBe('waits');
  await vi.advanceTimersByTimeAsync(1);
  expect(await state(third)).toBe('sent away');
  expect(await gate.enter()).toBeNull();
  first!();
  expect(await state(gate.enter())).toBe('inside');
});

test('while some leave now and then all have patience', async () => {
  const gate = gateOf();
  const inside = [(await gate.enter())!, (await gate.enter())!];
  const line = [gate.enter(), gate.enter()];
  await vi.advanceTimersByTimeAsync(4_000);
  inside[0]!();
  await vi.advanceTimersByTimeAsync(4_000);
  expect([await state(line[0]!), await state(line[1]!)]).toEqual(['inside', 'waits']);
  inside[1]!();
  expect(await state(line[1]!)).toBe('inside');
});
