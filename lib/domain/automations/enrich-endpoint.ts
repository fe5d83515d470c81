import { EndpointParameters } from '../device/parameters.ts';
import { define } from './define.ts';

export const enrichEndpoint = define({
  title: 'Enrich devices',
  description:
    'Asks SentinelOne, Axonius and Entra ID about the hosts and devices of a case, makes one device of what they say, and sums it up.',
  triggers: [
    { event: 'case/created' },
    { event: 'case/observable.added' },
    { event: 'case/quick_action.pressed', action: 'enrich-endpoint' },
  ],
  expressions: ['agentQuery'],
  parameters: EndpointParameters,
});
