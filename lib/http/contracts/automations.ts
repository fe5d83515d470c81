import { z } from 'zod';
import { AutomationView } from '../../domain/views/run.ts';
import { AutomationPatch } from '../../services/automations/patch.ts';
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
