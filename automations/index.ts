import { advanceRunbook } from './advance-runbook.ts';
import { genericAlert } from './generic-alert.ts';
import { routeBySeverity } from './route-by-severity.ts';
import { wizIncident } from './wiz-incident.ts';

/** Every workflow of the product. */
export const functions = [wizIncident, genericAlert, routeBySeverity, advanceRunbook];
