import { expect, test } from 'vitest';
import { AUTOMATIONS, subscribersOf, type Trigger } from './automations.ts';
import { INTEL, INTEL_VENDORS, type IntelVendor } from './intel/vendors.ts';
import {
  ADVANCE_RUNBOOK,
  ANALYZE_THREAT_INTEL,
  analyseAlerts,
  ENRICH_ENDPOINT,
  ENRICH_OBSERVABLES,
  ESCALATE,
  EscalateInput,
  QUICK_ACTIONS,
  type QuickActionFacts,
} from './quick-actions.ts';

const PRESSES = QUICK_ACTIONS.flatMap(
  ({ id, automation }): { id: string; vendor?: IntelVendor; automation: string }[] =>
    typeof automation === 'string'
      ? [{ id, automation }]
      : INTEL_VENDORS.map((vendor) => ({ id, vendor, automation: automation[vendor] })),
);

test.each(PRESSES)('a press of $id ($vendor) starts $automation and no other', ({ id, vendor, automation }) => {
  expect(subscribersOf('case/quick_action.pressed', { action: id, vendor })).toEqual([automation]);
});

test('every button that an automation hears of exists', () => {
  const heard = Object.values(AUTOMATIONS).flatMap(({ triggers }) =>
    (triggers as readonly Trigger[]).flatMap(({ action }) => action ?? []),
  );
  expect([...new Set(heard)].toSorted()).toEqual(QUICK_ACTIONS.map(({ id }) => id).toSorted());
});

const phases = [
  { key: 'contain', name: 'Contain', tasks: [] },
  { key: 'recover', name: 'Recover', tasks: [] },
];
const facts: QuickActionFacts = {
  state: 'triage',
  stage: 'new',
  phase: 'contain',
  runbook: { name: 'Cloud', phases },
  openTasks: [],
  observableCount: 1,
  intelVendor: 'crowdstrike',
};

test.each<[string, Partial<QuickActionFacts>, object]>([
  ['the next phase', {}, { effect: 'Move to Recover' }],
  ['no phase yet', { phase: null }, { effect: 'Move to Contain' }],
  ['no runbook', { runbook: null }, { refused: expect.stringContaining('no runbook') }],
  ['an ended case', { state: 'closed', stage: 'closed' }, { refused: expect.stringContaining('Reopen it') }],
  ['the last phase', { phase: 'recover' }, { refused: expect.stringContaining('last phase') }],
  [
    'a mandatory task',
    { openTasks: [{ phase: 'contain', title: 'Isolate', mandatory: true }] },
    { refused: expect.stringContaining('Isolate') },
  ],
])('advance-runbook with %s', (_name, change, offer) => {
  expect(ADVANCE_RUNBOOK.offer({ ...facts, ...change })).toEqual(offer);
});

test.each<[Partial<QuickActionFacts>, object]>([
  [{}, { effect: 'Ask the sources' }],
  [{ observableCount: 0 }, { refused: 'The case has no observables. Add one first.' }],
  [{ state: 'closed', stage: 'closed' }, { refused: 'The case is closed. Reopen it first.' }],
])('enriching is offered where there is something to ask about: %j', (more, offer) => {
  expect(ENRICH_OBSERVABLES.offer({ ...facts, ...more })).toEqual(offer);
});

test.each<[Partial<QuickActionFacts>, object]>([
  [{}, { effect: 'Ask about its hosts and devices' }],
  [{ observableCount: 0 }, { refused: 'The case has no observables. Add a host or device first.' }],
  [{ state: 'closed', stage: 'closed' }, { refused: 'The case is closed. Reopen it first.' }],
])('looking up devices is offered where there may be one: %j', (more, offer) => {
  expect(ENRICH_ENDPOINT.offer({ ...facts, ...more })).toEqual(offer);
});

test.each<[Partial<QuickActionFacts>, object]>([
  [{}, { effect: 'Read and analyse its alerts' }],
  [{ intelVendor: null }, { refused: 'The case has no alert from CrowdStrike.' }],
  [{ state: 'closed', stage: 'closed' }, { refused: 'The case is closed. Reopen it first.' }],
])('analysing is offered where there is an alert: %j', (more, offer) => {
  expect(ANALYZE_THREAT_INTEL.offer({ ...facts, ...more })).toEqual(offer);
});

test('another vendor of threat intelligence is a row: the button is for its alerts too, and says so', () => {
  const made = { acme: { ...INTEL.crowdstrike, title: 'Acme', system: 'Anvil', automation: 'escalate' } };
  const action = analyseAlerts({ ...INTEL, ...made } as Parameters<typeof analyseAlerts>[0]);
  expect(action.automation).toEqual({ crowdstrike: 'crowdstrike-intel', acme: 'escalate' });
  expect(action.description).toMatch(
    /^Reads the details of the case’s CrowdStrike or Acme alerts at Falcon or Anvil, /,
  );
  const acme = { ...facts, intelVendor: 'acme' as IntelVendor };
  expect([action.applies!(acme), action.offer(acme)]).toEqual([true, { effect: 'Read and analyse its alerts' }]);
  expect(action.offer({ ...facts, intelVendor: null })).toEqual({
    refused: 'The case has no alert from CrowdStrike or Acme.',
  });
});

test.each<[Partial<QuickActionFacts>, object]>([
  [{}, { effect: 'Tell the leads and the stakeholders' }],
  [{ state: 'closed', stage: 'closed' }, { refused: 'The case is closed. Reopen it first.' }],
])('escalating is offered on what is open: %j', (more, offer) => {
  expect(ESCALATE.offer({ ...facts, ...more })).toEqual(offer);
});

test('who escalates says why, and to whom: to the leads where nothing is said', () => {
  expect(EscalateInput.parse({ reason: ' It spreads. ' })).toEqual({ to: 'leads', reason: 'It spreads.' });
  for (const wrong of [{}, { reason: ' a ' }, { reason: 'Why', to: 'board' }])
    expect(EscalateInput.safeParse(wrong).success).toBe(false);
});
