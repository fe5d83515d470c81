import { notFound } from '../errors.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { findObservable } from '../observables/find.ts';
import { devicesOf, type Named } from './known.ts';

/** What is known of the device that an observable of a case names, for who sums it up. Errors: `not_found`. */
export async function readDevice({ ctx, input }: { ctx: Ctx; input: Named }) {
  authorize(ctx.actor, 'observable.enrich');
  await findObservable(ctx, input.id);
  const [device] = await devicesOf(ctx.db, [input]);
  if (!device) throw notFound('The device');
  return device;
}
