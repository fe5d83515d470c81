import type { Vendor } from '../../domain/vendors.ts';

/** The daily check is of Falcon alone. */
export const FALCON = 'crowdstrike' satisfies Vendor;
