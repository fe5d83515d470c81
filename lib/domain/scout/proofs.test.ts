import { describe, expect, it } from 'vitest';
import { SHIPPED_RUNBOOKS } from '../runbook.ts';
import { TASK_PROOFS, type TaskProof } from '../task-proof.ts';
import type { DeviceReading, ObservablesReading } from './gather.ts';
import { isPhaseDone, provenTasks } from './proofs.ts';

const task = (proof: TaskProof | null, change: object = {}) => ({
  ...{ id: 'a', phase: 'identify', title: 'Look up the observables', done: false, own: false, proof },
  ...change,
});
const seen = (observables: number, unasked = 0): ObservablesReading => ({
  ...{ verdict: 'unknown', anyMalicious: false, userReport: false, factorChange: false, unasked },
  observables: Array.from({ length: observables }, (_, at) => ({
    ...{ id: `o${at}`, type: 'ipv4', value: '203.0.113.77', verdict: 'unknown', because: '', asked: true },
  })),
});
const device = (owner: string | null, store: string | null): DeviceReading => ({
  ...{ id: 'd', name: 'till-1', owner, store, infected: null, attributes: [] },
});
const known = { seen: seen(1), devices: [device('Bo', 'Roma 12')], moreDevices: false };
const isProven = (proof: TaskProof | null, change: object = {}, of = known) =>
  provenTasks({ phase: 'identify', tasks: [task(proof, change)] }, of).length === 1;

describe('a task', () => {
  it.each(TASK_PROOFS)('is proven by %s', (proof) => {
    expect(isProven(proof)).toBe(true);
  });

  // All is known that any proof could ask for: it is the words that prove nothing.
  it.each([
    'Look up the observables',
    'Check that the domains are blocked at the proxy',
    'Check with the owner that the addresses may be blocked',
    'Find the user of the device and reset his password',
    'Name the owner of the device and inform him',
    'Do not check the domains by hand',
    'Double-check no hashes were deleted from the allow list',
  ])('is not proven by its title: %s', (title) => {
    expect(isProven(null, { title })).toBe(false);
  });

  it.each([{ own: true }, { done: true }, { phase: 'contain' }])('is left alone: %j', (change) => {
    expect(isProven('observables_asked', change)).toBe(false);
  });

  it.each<[string, TaskProof, typeof known]>([
    ['nobody was asked about one, behind those that are shown', 'observables_asked', { ...known, seen: seen(60, 1) }],
    ['there is nothing to ask about', 'observables_asked', { ...known, seen: seen(0) }],
    ['there is no device', 'device_owner', { ...known, devices: [] }],
    ['there are more devices', 'device_owner', { ...known, moreDevices: true }],
    ['one has no owner', 'device_owner', { ...known, devices: [device('Bo', null), device(null, null)] }],
    ['one is in no store', 'device_owner_and_store', { ...known, devices: [device('Bo', null)] }],
  ])('is not proven where %s', (_name, proof, of) => {
    expect(isProven(proof, {}, of)).toBe(false);
  });
});

it('a phase is done once each of its tasks is', () => {
  const book = { phase: 'identify', tasks: [task('observables_asked'), task(null, { id: 'b', done: true })] };
  expect(isPhaseDone(book, provenTasks(book, known))).toBe(true);
  expect(isPhaseDone(book, [])).toBe(false);
  expect(isPhaseDone({ phase: 'identify', tasks: [] }, [])).toBe(false);
});

it('the shipped runbooks name what proves their tasks, in the phase of looking alone', () => {
  const proven = SHIPPED_RUNBOOKS.flatMap(({ phases }) =>
    phases.flatMap(({ key, tasks }) =>
      tasks.flatMap(({ title, proof }) => (proof ? [`${key}: ${title} (${proof})`] : [])),
    ),
  );
  expect([...new Set(proven)].toSorted()).toEqual([
    'identify: Check the observables for known bad ones (observables_asked)',
    'identify: Find the user and the store of the device (device_owner_and_store)',
    'identify: Look up the hashes, domains and addresses (observables_asked)',
    'identify: Look up the observables (observables_asked)',
  ]);
});
