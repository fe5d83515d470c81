import { HealthParameters } from '../health/parameters.ts';
import { define } from './define.ts';

export const dailyHealthCheck = define({
  title: 'Daily health check',
  description:
    'Looks at what is open at Falcon: times it by severity on its case, and on its days reports what nobody has taken, with what changed, under Reports and to Teams.',
  triggers: [{ event: 'health/check.requested' }],
  parameters: HealthParameters,
});
