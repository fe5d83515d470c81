import type { InngestFunction } from 'inngest';
import type { AutomationId } from '#lib/domain/automations.ts';
import { env } from '#lib/env.ts';
import { advanceRunbook } from './advance-runbook.ts';
import { genericAlert } from './generic-alert.ts';
import { routeBySeverity } from './route-by-severity.ts';
import { runEnds } from './run-ends.ts';
import { weeklyReport } from './weekly-report.ts';
import { wizIncident } from './wiz-incident.ts';

/** The workflow of each automation of the catalogue. */
const WORKFLOWS: Record<AutomationId, InngestFunction.Any> = {
  'wiz-incident': wizIncident,
  'generic-alert': genericAlert,
  'route-by-severity': routeBySeverity,
  'advance-runbook': advanceRunbook,
  'weekly-report': weeklyReport,
};

/** Every workflow of the product; for a real Inngest server also what keeps the run ledger there. */
export const functions = [...Object.values(WORKFLOWS), ...(env().INNGEST_BASE_URL ? [runEnds] : [])];
