import type { IntelVendor } from '../../domain/intel/vendors.ts';
import { keepDetails } from '../../services/intel/keep-details.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import type { RunInput } from '../run-input.ts';
import { INTEL_SOURCES } from './sources.ts';

export interface AlertsRead {
  read: number;
  /** The vendor's ids of what is new to us, or has changed. */
  changed: string[];
  /** How many the vendor does not know, or shows no more. */
  missing: number;
  /** What went wrong beside the data. */
  warnings: string[];
}

const MOST_WARNINGS = 5;

/** Reads alerts at their vendor by its ids, in the run's own session, and keeps their details. Throws ConnectorError. */
export async function readAlertDetails({
  ctx,
  input: { vendor, ...input },
}: {
  ctx: Ctx;
  input: RunInput & { vendor: IntelVendor; ids: readonly string[] };
}): Promise<AlertsRead> {
  const { alerts, missing, warnings } = await INTEL_SOURCES[vendor].readDetails(ctx, input);
  const { changed } = await keepDetails({ ctx, input: { vendor, alerts } });
  return { read: alerts.length, changed, missing, warnings: [...new Set(warnings)].slice(0, MOST_WARNINGS) };
}
