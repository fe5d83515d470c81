import { z } from 'zod';
import { pageOf } from '../../domain/views/common.ts';
import { DeliveryListItem, DeliveryView, DryRun, SourceHealth } from '../../domain/views/intake.ts';
import { DryRunInput } from '../../services/deliveries/dry-run.ts';
import { DeliveryQuery } from '../../services/deliveries/list.ts';
import { RedeliverAlike } from '../../services/deliveries/redeliver-alike.ts';
import { contract } from '../contract.ts';
import { QUOTED_BODY_LIMIT } from '../limits.ts';

const tag = 'Deliveries';

export const listDeliveries = contract({
  method: 'GET',
  path: '/deliveries',
  tag,
  summary: 'List what vendors sent, newest first',
  query: DeliveryQuery,
  answer: { status: 200, schema: pageOf(DeliveryListItem) },
});
export const getDelivery = contract({
  method: 'GET',
  path: '/deliveries/{id}',
  tag,
  summary: 'Read a delivery and what became of it',
  answer: { status: 200, schema: DeliveryView },
});
export const redeliver = contract({
  method: 'POST',
  path: '/deliveries/{id}/redeliver',
  tag,
  summary: 'Deliver it once more; answers the new delivery',
  answer: { status: 202, schema: DeliveryListItem },
});
export const redeliverAlike = contract({
  method: 'POST',
  path: '/deliveries/redeliver',
  tag,
  summary: 'Deliver everything again that a connector has in quarantine, or what is there for one reason',
  body: RedeliverAlike,
  answer: { status: 202, schema: z.object({ redelivered: z.number().int() }) },
});
export const listSourceHealth = contract({
  method: 'GET',
  path: '/deliveries/sources',
  tag,
  summary: 'What was expected of each source against what came',
  answer: { status: 200, schema: z.object({ items: z.array(SourceHealth) }) },
});
export const dryRun = contract({
  method: 'POST',
  path: '/deliveries/dry-run',
  tag,
  summary: 'What a body would do; nothing is written',
  body: DryRunInput,
  bodyLimit: QUOTED_BODY_LIMIT,
  answer: { status: 200, schema: DryRun },
});
