import { expect, test } from 'vitest';
import { AUTOMATIONS, subscribersOf, type Trigger } from './automations.ts';
import { EVENT_NAMES, EVENTS } from './events.ts';
import { INTAKE } from './intake-sources.ts';
import { INTAKE_VENDORS } from './vendors.ts';

test.each(INTAKE_VENDORS)('%s: its event starts its own workflow, and no other of them', (vendor) => {
  const { event, automation } = INTAKE[vendor];
  const intakes: readonly string[] = INTAKE_VENDORS.map((one) => INTAKE[one].automation);
  expect(subscribersOf(event).filter((id) => intakes.includes(id))).toEqual([automation]);
  const triggers: readonly Trigger[] = AUTOMATIONS[automation].triggers;
  expect(triggers.map((trigger) => trigger.event)).toEqual([event]);
});

test('every event of intake belongs to one vendor', () => {
  const used = INTAKE_VENDORS.map((vendor) => INTAKE[vendor].event);
  expect(used.toSorted()).toEqual(EVENT_NAMES.filter((name) => 'objectKey' in EVENTS[name].shape).toSorted());
});

test('the facts follow the stored parameters, whatever is missing among them', () => {
  const mapped = {
    objectKey: '1',
    title: 'T',
    severity: 'low' as const,
    tags: [],
    customFields: {},
    links: [],
    techniques: [],
    tactics: [],
    observables: [],
  };
  expect(INTAKE.wiz.facts(mapped, {}).barred).toContain('LOW opens no case');
  expect(INTAKE.wiz.facts(mapped, { severities: ['low'] }).barred).toBeNull();
  expect(INTAKE.generic.facts(mapped, {}).barred).toBeNull();
  expect(INTAKE.generic.facts(mapped, { minimumSeverity: 'high' }).barred).toContain('below high');
});
