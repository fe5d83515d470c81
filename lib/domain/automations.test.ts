import { describe, expect, it } from 'vitest';
import { AUTOMATION_IDS, AUTOMATIONS, isAutomationId, subscribersOf, type Trigger } from './automations.ts';
import { EVENT_NAMES, type EventName } from './events.ts';

describe.each(AUTOMATION_IDS)('%s', (id) => {
  const automation = AUTOMATIONS[id];

  it('has a default for each parameter, and keeps the defaults it gave', () => {
    const shipped = automation.parameters.parse({});
    expect(automation.parameters.parse(shipped)).toEqual(shipped);
    expect(Object.keys(shipped).sort()).toEqual(Object.keys(automation.parameters.shape).sort());
  });

  it('explains each parameter', () => {
    for (const parameter of Object.values(automation.parameters.shape)) expect(parameter.description).toMatch(/\.$/);
  });

  it('refuses a parameter that it does not have', () => {
    expect(automation.parameters.safeParse({ nonsense: 1 }).success).toBe(false);
  });

  it('is started by events that exist, and hears of them', () => {
    expect(automation.triggers.length > 0 || automation.schedule !== undefined || automation.nested === true).toBe(
      true,
    );
    for (const trigger of automation.triggers as readonly Trigger[]) {
      expect(EVENT_NAMES).toContain(trigger.event);
      expect(subscribersOf(trigger.event, trigger)).toContain(id);
    }
  });
});

it.each<[EventName, string | undefined, string[]]>([
  ['wiz/issue.received', undefined, ['wiz-incident']],
  ['generic/alert.received', undefined, ['generic-alert']],
  ['crowdstrike/alert.received', undefined, ['crowdstrike-alert']],
  ['case/alerts.unread', undefined, ['crowdstrike-intel']],
  ['health/check.requested', undefined, ['daily-health-check']],
  ['case/intel.due', undefined, ['crowdstrike-intel']],
  ['case/quick_action.pressed', 'analyze-threat-intel', ['crowdstrike-intel']],
  ['sentinelone/threat.received', undefined, ['sentinelone-threat']],
  ['okta/event.received', undefined, ['okta-suspicious-activity']],
  ['case/vip.unknown', undefined, ['confirm-vip']],
  ['case/created', undefined, ['case-created', 'enrich-endpoint']],
  ['case/observable.added', undefined, ['enrich-observables', 'enrich-endpoint']],
  ['observable/enrichment.requested', undefined, ['enrich-observables']],
  ['case/severity.changed', undefined, ['route-by-severity']],
  ['case/reopened', undefined, ['route-by-severity']],
  ['case/state.changed', undefined, ['case-in-progress']],
  ['case/sla.at_risk', undefined, ['escalate']],
  ['case/sla.breached', undefined, ['escalate']],
  ['notice/created', undefined, ['notify']],
  ['case/quick_action.pressed', 'advance-runbook', ['advance-runbook']],
  ['case/quick_action.pressed', 'enrich-observables', ['enrich-observables']],
  ['case/quick_action.pressed', 'enrich-endpoint', ['enrich-endpoint']],
  ['case/quick_action.pressed', 'escalate', ['escalate']],
  ['case/quick_action.pressed', 'something-else', []],
  ['case/quick_action.pressed', undefined, []],
  ['case/comment.added', undefined, []],
])('%s (%s) starts %j', (event, action, expected) => {
  expect(subscribersOf(event, { action, vendor: 'crowdstrike' })).toEqual(expected);
});

it('ships what the first use case asks for', () => {
  expect(AUTOMATIONS['wiz-incident'].parameters.parse({})).toMatchObject({
    statuses: ['OPEN'],
    severities: ['MEDIUM', 'HIGH', 'CRITICAL'],
    resolveWithWiz: false,
    reopenWithinDays: 7,
  });
  expect(AUTOMATIONS['route-by-severity'].parameters.parse({})).toEqual({ sources: [], categories: [], tier: 2 });
});

it('ships the careful rule of closing, for addresses of identity cases', () => {
  expect(AUTOMATIONS['case-created'].parameters.parse({})).toMatchObject({
    categories: ['Identity & Access'],
    types: ['ipv4', 'ipv6'],
    closeUpTo: 'medium',
    closeVip: false,
    closeAssigned: false,
    closeOpenedByPeople: false,
    closeUserReports: false,
    closeFactorChanges: false,
    reviewPercent: 5,
  });
});

it('writes Wiz severities in capitals, as Wiz does', () => {
  const { severities } = AUTOMATIONS['wiz-incident'].parameters.parse({ severities: ['high', ' Critical '] });
  expect(severities).toEqual(['HIGH', 'CRITICAL']);
});

it.each([
  ['wiz-incident', true],
  ['toString', false],
  ['', false],
])('isAutomationId(%j) is %s', (id, expected) => {
  expect(isAutomationId(id)).toBe(expected);
});
