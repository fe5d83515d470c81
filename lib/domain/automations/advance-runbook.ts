import { z } from 'zod';
import { define } from './define.ts';

export const advanceRunbook = define({
  title: 'Advance phase',
  description: 'The quick action that moves a case to the next phase of its runbook.',
  triggers: [{ event: 'case/quick_action.pressed', action: 'advance-runbook' }],
  parameters: z.strictObject({}),
});
