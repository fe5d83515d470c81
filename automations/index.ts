import type { InngestFunction } from 'inngest';
import type { AutomationId } from '#lib/domain/automations.ts';
import { env } from '#lib/env.ts';
import { adminAccess } from './admin-access.ts';
import { advanceRunbook } from './advance-runbook.ts';
import { caseCreated } from './case-created.ts';
import { caseInProgress } from './case-in-progress.ts';
import { checkObservables } from './check-observables.ts';
import { confirmVip } from './confirm-vip.ts';
import { crowdstrikeAlert } from './crowdstrike-alert.ts';
import { crowdstrikeIntel } from './crowdstrike-intel.ts';
import { crowdstrikeIntelDue } from './crowdstrike-intel-due.ts';
import { dailyHealthCheck } from './daily-health-check.ts';
import { enrichEndpoint } from './enrich-endpoint.ts';
import { enrichObservables } from './enrich-observables.ts';
import { escalate } from './escalate.ts';
import { genericAlert } from './generic-alert.ts';
import { notify } from './notify.ts';
import { oktaSuspiciousActivity } from './okta-suspicious-activity.ts';
import { routeBySeverity } from './route-by-severity.ts';
import { runEnds } from './run-ends.ts';
import { scout } from './scout.ts';
import { sentineloneThreat } from './sentinelone-threat.ts';
import { weeklyReport } from './weekly-report.ts';
import { wizIncident } from './wiz-incident.ts';

/** The workflow of each automation of the catalogue. */
const WORKFLOWS: Record<AutomationId, InngestFunction.Any> = {
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
  'admin-access': adminAccess,
  'advance-runbook': advanceRunbook,
  scout,
  'case-in-progress': caseInProgress,
  escalate,
  notify,
  'daily-health-check': dailyHealthCheck,
  'weekly-report': weeklyReport,
};

/** Every workflow of the product; for a real Inngest server also what keeps the run ledger there. */
export const functions = [...Object.values(WORKFLOWS), ...(env().INNGEST_BASE_URL ? [runEnds] : [])];
