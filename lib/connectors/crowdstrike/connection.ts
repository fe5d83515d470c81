import type { FetchOptions } from '../http.ts';

export const FALCON = 'CrowdStrike Falcon';

/** The API's address in each of CrowdStrike's clouds; any other address is taken as it is set. */
export const FALCON_CLOUDS = {
  'us-1': 'https://api.crowdstrike.com',
  'us-2': 'https://api.us-2.crowdstrike.com',
  'us-3': 'https://api.us-3.crowdstrike.com',
  'eu-1': 'https://api.eu-1.crowdstrike.com',
  'us-gov-1': 'https://api.laggar.gcw.crowdstrike.com',
  'us-gov-2': 'https://api.us-gov-2.crowdstrike.mil',
} as const;
export type FalconCloud = keyof typeof FALCON_CLOUDS;

export interface FalconConnection {
  /** One of {@link FALCON_CLOUDS}, or another. */
  baseUrl: string;
  clientId: string;
  clientSecret: string;
  /** The customer (CID) of a parent account whose data is meant; null: the account's own. */
  memberCid: string | null;
  /** CIDR ranges that may be reached although they are not public. */
  allowedNetworks: readonly string[];
  fetchOptions?: FetchOptions;
}

/** A connection with a token that lives about 30 minutes. It is a secret: no step may give it back. */
export interface FalconSession {
  connection: FalconConnection;
  token: string;
  /** Epoch milliseconds after which the token is not to be used any more. */
  expiresAt: number;
}
