import { z } from 'zod';
import { OBSERVABLE_TYPES } from '../observables/types.ts';
import { OWN_ASSET_KINDS } from '../own-asset.ts';
import { Moment } from './common.ts';

export const OwnAssetView = z.object({
  id: z.string(),
  kind: z.enum(OWN_ASSET_KINDS),
  /** Null: the value counts in every type. */
  type: z.enum(OBSERVABLE_TYPES).nullable(),
  value: z.string(),
  note: z.string(),
  createdAt: Moment,
});
export type OwnAssetView = z.infer<typeof OwnAssetView>;
