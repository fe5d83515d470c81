import { isNull } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { stores } from '../../db/schema/index.ts';
import type { MergedDevice } from '../../domain/device/merge.ts';
import { placeOf, rangesOf } from '../../domain/store.ts';
import type { DeviceView } from '../../domain/views/device.ts';

/** Answers the store in whose network a device is, by its addresses and the networks of now; null where none or several fit. */
export async function storeFinder(db: Db | Tx): Promise<(device: Pick<MergedDevice, 'lists'>) => DeviceView['store']> {
  const matches = rangesOf(
    await db
      .select({ key: stores.key, name: stores.name, networks: stores.networks })
      .from(stores)
      .where(isNull(stores.retiredAt)),
  );
  return ({ lists }) => {
    const place = placeOf(lists.addresses.flatMap(({ value }) => matches(value)));
    return place && { key: place.store, name: place.name, address: place.address, network: place.network };
  };
}
