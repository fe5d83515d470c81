import { expect, test } from 'vitest';
import { AUTOMATIONS, isAutomationId, type Trigger } from '../automations.ts';
import { closedSentence } from './closed.ts';
import { INTEL, INTEL_VENDORS, isIntelVendor, vendorOfAutomation } from './vendors.ts';

test.each(INTEL_VENDORS)(
  '%s has automations of its own: one that hears of its alerts alone, one on schedule',
  (vendor) => {
    const { automation, due } = INTEL[vendor];
    expect([isIntelVendor(vendor), vendorOfAutomation(automation), vendorOfAutomation(due)]).toEqual([
      ...[true, vendor, undefined],
    ]);
    expect(isAutomationId(automation) && isAutomationId(due)).toBe(true);
    const triggers: readonly Trigger[] = AUTOMATIONS[automation].triggers;
    expect(triggers.map((trigger) => trigger.vendor)).toEqual(triggers.map(() => vendor));
    expect(triggers.map(({ event }) => event).toSorted()).toEqual([
      ...['case/alerts.unread', 'case/intel.due', 'case/quick_action.pressed'],
    ]);
    expect(AUTOMATIONS[due].schedule).toEqual(expect.any(String));
  },
);

test.each(INTEL_VENDORS)('%s says how an event tells that its alert is closed', (vendor) => {
  const { at, words } = INTEL[vendor].closed;
  for (const place of at) expect(place.length).toBeGreaterThan(0);
  expect([at.length, words.length].every((count) => count > 0)).toBe(true);
  expect(words).toEqual(words.map((word) => word.toLowerCase()));
});

test.each<[string[], string]>([
  [['Falcon'], 'Falcon has closed every alert of CASE-7'],
  [['Anvil', 'Falcon'], 'Anvil and Falcon have closed every alert of CASE-7'],
])('who has closed what: %j', (systems, said) => {
  expect(closedSentence(systems, 'CASE-7')).toBe(said);
});
