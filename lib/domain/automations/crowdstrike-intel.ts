import { z } from 'zod';
import { INTEL_PARAMETERS } from '../intel/parameters.ts';
import { define } from './define.ts';

export const crowdstrikeIntel = define({
  title: 'Analyse threat intelligence',
  description:
    'Reads the details of a case’s CrowdStrike alerts, analyses their command lines, adds their indicators, and has the sources asked about them. Its session at Falcon is ended whatever happens.',
  triggers: [
    { event: 'case/alerts.unread', vendor: 'crowdstrike' },
    { event: 'case/intel.due', vendor: 'crowdstrike' },
    { event: 'case/quick_action.pressed', action: 'analyze-threat-intel', vendor: 'crowdstrike' },
  ],
  expressions: ['condition'],
  parameters: z.strictObject(INTEL_PARAMETERS),
});
