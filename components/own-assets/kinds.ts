import type { OwnAssetKind } from '#lib/domain/own-asset.ts';

/** How an entry's kind is called, and what its value looks like. */
export const KINDS: Record<OwnAssetKind, { label: string; example: string }> = {
  domain_suffix: { label: 'Domain with all its hosts', example: 'retail.example' },
  cidr: { label: 'Range of addresses', example: '192.0.2.0/24' },
  exact: { label: 'One exact value', example: 'pos-7' },
};
