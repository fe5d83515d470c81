import type { allowList } from '../../db/schema/index.ts';
import type { OwnAssetView } from '../../domain/views/own-asset.ts';

export type OwnAsset = typeof allowList.$inferSelect;

export function ownAssetView({ createdAt, ...row }: OwnAsset): OwnAssetView {
  return { ...row, createdAt: createdAt.toISOString() };
}
