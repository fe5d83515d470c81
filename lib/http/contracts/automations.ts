import { z } from 'zod';
import { ConditionPreview } from '../../domain/views/condition-preview.ts';
import { AutomationView } from '../../domain/views/run.ts';
import { AutomationPatch } from '../../services/automations/patch.ts';
import { HealthRequest } from '../../services/health/request-check.ts';
import { PreviewCondition } from '../../services/intel/preview-condition.ts';
import { contract } from '../contract.ts';

const tag = 'Automations';

export const listAutomations = contract({
  method: 'GET',
  path: '/automations',
  tag,
  summary: 'List the automations with their last 24 hours',
  answer: { status: 200, schema: z.object({ items: z.array(AutomationView) }) },
});
export const getAutomation = contract({
  method: 'GET',
  path: '/automations/{id}',
  tag,
  summary: 'Read an automation',
  answer: { status: 200, schema: AutomationView },
});
export const updateAutomation = contract({
  method: 'PATCH',
  path: '/automations/{id}',
  tag,
  summary: 'Switch an automation on or off, or set its parameters',
  body: AutomationPatch,
  answer: { status: 200, schema: AutomationView },
});
export const previewCondition = contract({
  method: 'POST',
  path: '/automations/{id}/preview',
  tag,
  summary: 'For which events of a case a condition is true; nothing is saved',
  body: PreviewCondition,
  answer: { status: 200, schema: ConditionPreview },
});
export const runHealthCheck = contract({
  method: 'POST',
  path: '/automations/daily-health-check/run',
  tag,
  summary: 'Have the daily health check run now',
  body: HealthRequest,
  answer: { status: 202, schema: z.object({ runId: z.string() }) },
});
