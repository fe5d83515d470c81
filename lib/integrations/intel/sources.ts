import type { IntelVendor } from '../../domain/intel/vendors.ts';
import type { ReadAlert } from '../../services/intel/keep-details.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import { readFalconDetails } from '../falcon/read-details.ts';
import { endFalconSession, tryToEndSession, whyNotFalcon } from '../falcon/session.ts';
import type { RunInput } from '../run-input.ts';

export interface DetailsRead {
  alerts: ReadAlert[];
  /** How many the vendor does not know, or shows no more. */
  missing: number;
  /** What went wrong beside the data. */
  warnings: string[];
}

/** What a vendor whose alerts are analysed has to do for it. */
export interface IntelSource {
  /** Why it cannot be asked, as the end of "Not run because"; null: it can. */
  whyNot(ctx: Ctx, allowedNetworks: readonly string[]): Promise<string | null>;
  /** Reads alerts by its ids in the run's session, which it opens where there is none, in the form in which all vendors' are kept. Throws ConnectorError. */
  readDetails(ctx: Ctx, input: RunInput & { ids: readonly string[] }): Promise<DetailsRead>;
  /** Ends the run's session; what cannot be ended now is told, and left to the sweep. */
  endRun(ctx: Ctx, input: RunInput): Promise<{ revoked: boolean; note: string | null }>;
  /** Ends one session by its id; false: it is over already. Throws where that was not confirmed. */
  endSession(ctx: Pick<Ctx, 'db'>, input: { id: string; allowedNetworks: readonly string[] }): Promise<boolean>;
}

export const INTEL_SOURCES: Record<IntelVendor, IntelSource> = {
  crowdstrike: {
    whyNot: whyNotFalcon,
    readDetails: readFalconDetails,
    endRun: tryToEndSession,
    endSession: endFalconSession,
  },
};
