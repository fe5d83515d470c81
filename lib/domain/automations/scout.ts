import { ScoutParameters } from '../scout/parameters.ts';
import { define } from './define.ts';

export const scout = define({
  title: 'Scout',
  description:
    'The AI analyst investigates a case that is given to it: reads it, its observables, similar cases, devices and runbook, says what it found, resolves what is benign within the policy, and hands over everything else.',
  triggers: [{ event: 'case/assigned', owner: 'ai' }],
  parameters: ScoutParameters,
});
