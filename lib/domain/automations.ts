import type { z } from 'zod';
import { adminAccess } from './automations/admin-access.ts';
import { advanceRunbook } from './automations/advance-runbook.ts';
import { caseCreated } from './automations/case-created.ts';
import { caseInProgress } from './automations/case-in-progress.ts';
import { checkObservables } from './automations/check-observables.ts';
import { confirmVip } from './automations/confirm-vip.ts';
import { crowdstrikeAlert } from './automations/crowdstrike-alert.ts';
import { crowdstrikeIntel } from './automations/crowdstrike-intel.ts';
import { crowdstrikeIntelDue } from './automations/crowdstrike-intel-due.ts';
import { dailyHealthCheck } from './automations/daily-health-check.ts';
import type { AutomationDefinition, Trigger } from './automations/define.ts';
import { enrichEndpoint } from './automations/enrich-endpoint.ts';
import { enrichObservables } from './automations/enrich-observables.ts';
import { escalate } from './automations/escalate.ts';
import { genericAlert } from './automations/generic-alert.ts';
import { notify } from './automations/notify.ts';
import { oktaSuspiciousActivity } from './automations/okta-suspicious-activity.ts';
import { routeBySeverity } from './automations/route-by-severity.ts';
import { scout } from './automations/scout.ts';
import { sentineloneThreat } from './automations/sentinelone-threat.ts';
import { weeklyReport } from './automations/weekly-report.ts';
import { wizIncident } from './automations/wiz-incident.ts';
import type { EventName } from './events.ts';

export type { AutomationDefinition, Trigger } from './automations/define.ts';

/**
 * The catalogue: which automations exist, what starts them, what an administrator can set. The run ledger writes a row for each
 * subscriber in the transaction of the event itself, so this list, not the engine's, says who hears of what.
 */
export const AUTOMATIONS = {
  'wiz-incident': wizIncident,
  'crowdstrike-alert': crowdstrikeAlert,
  'crowdstrike-intel': crowdstrikeIntel,
  'crowdstrike-intel-due': crowdstrikeIntelDue,
  'sentinelone-threat': sentineloneThreat,
  'generic-alert': genericAlert,
  'okta-suspicious-activity': oktaSuspiciousActivity,
  'confirm-vip': confirmVip,
  'case-created': caseCreated,
  'enrich-observables': enrichObservables,
  'check-observables': checkObservables,
  'enrich-endpoint': enrichEndpoint,
  'route-by-severity': routeBySeverity,
  scout,
  'case-in-progress': caseInProgress,
  escalate,
  notify,
  'daily-health-check': dailyHealthCheck,
  'weekly-report': weeklyReport,
  'admin-access': adminAccess,
  'advance-runbook': advanceRunbook,
} as const satisfies Record<string, AutomationDefinition>;

export type AutomationId = keyof typeof AUTOMATIONS;
export const AUTOMATION_IDS = Object.keys(AUTOMATIONS) as AutomationId[];
export type AutomationParameters<Id extends AutomationId> = z.infer<(typeof AUTOMATIONS)[Id]['parameters']>;

export function isAutomationId(id: string): id is AutomationId {
  return Object.hasOwn(AUTOMATIONS, id);
}

/**
 * The automations that hear of an event. Of its data, `action` is the quick action's id where the event is a press, `owner` what the new owner is
 * where it is an assignment, `vendor` whose alerts it is about.
 */
export function subscribersOf(
  event: EventName,
  {
    action,
    owner,
    vendor,
  }: { action?: string | undefined; owner?: string | undefined; vendor?: string | undefined } = {},
): AutomationId[] {
  return AUTOMATION_IDS.filter((id) =>
    (AUTOMATIONS[id].triggers as readonly Trigger[]).some(
      (trigger) =>
        trigger.event === event &&
        (trigger.action === undefined || trigger.action === action) &&
        (trigger.owner === undefined || trigger.owner === owner) &&
        (trigger.vendor === undefined || trigger.vendor === vendor),
    ),
  );
}
