/** A run that works in a session of its own at a vendor. */
export interface RunInput {
  /** The ledger's id of the run. */
  runId: string;
  /** CIDR ranges that may be reached although they are not public. */
  allowedNetworks: readonly string[];
}
