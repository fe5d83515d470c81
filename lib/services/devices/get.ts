import { eq } from 'drizzle-orm';
import { deviceAnswers } from '../../db/schema/index.ts';
import { DEVICE_TYPES } from '../../domain/device/wanted.ts';
import type { DeviceView } from '../../domain/views/device.ts';
import { notFound } from '../errors.ts';
import { authorize, type Ctx, may } from '../kernel/index.ts';
import { findObservable } from '../observables/find.ts';
import { devicesOf } from './known.ts';

/**
 * What is known of the device that an observable names; each source's answer as it came, for who may read bodies. Errors: `not_found`, also for an
 * observable of a type that names no device.
 */
export async function getDevice({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<DeviceView> {
  authorize(ctx.actor, 'observable.read');
  const { id, type, value } = await findObservable(ctx, input.id);
  if (!(DEVICE_TYPES as readonly string[]).includes(type)) throw notFound('A device by this observable');
  // By itself it is what a case said of it: what was asked about was taken for one of ours.
  const [device] = await devicesOf(ctx.db, [{ id, type, value, role: 'own' }]);
  if (!may(ctx.actor, 'delivery.read_body')) return device!;
  const raws = await ctx.db
    .select({ source: deviceAnswers.source, raw: deviceAnswers.raw })
    .from(deviceAnswers)
    .where(eq(deviceAnswers.observableId, id));
  const rawOf = (source: string) => raws.find((row) => row.source === source)?.raw ?? null;
  return { ...device!, sources: device!.sources.map((one) => ({ ...one, raw: rawOf(one.source) })) };
}
