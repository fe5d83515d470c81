import { anyEqualInConstantTime } from '../crypto/constant-time.ts';
import { hmacSha256Hex } from '../crypto/hmac.ts';

/** A request of Slack is taken for so long, in seconds, to either side of our clock. */
export const SLACK_WINDOW_SECONDS = 300;

export interface SignedRequest {
  /** `X-Slack-Request-Timestamp`: epoch seconds. */
  timestamp: string | null;
  /** `X-Slack-Signature`: `v0=` and 64 hex digits. */
  signature: string | null;
  /** The body's bytes as they came. */
  raw: Uint8Array;
}

/**
 * Says whether Slack signed the request with one of the secrets, within five minutes of `now`. Also what is signed for the future is
 * refused: a captured request must not become valid again. Compared in constant time, against every live secret.
 */
export function isSignedBySlack(request: SignedRequest, secrets: readonly string[], now: Date): boolean {
  const { timestamp, signature, raw } = request;
  if (!timestamp || !signature || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > SLACK_WINDOW_SECONDS) return false;
  const signed = Buffer.concat([Buffer.from(`v0:${timestamp}:`), raw]);
  const expected = secrets.map((secret) => `v0=${hmacSha256Hex(secret, signed)}`);
  return anyEqualInConstantTime(signature, expected);
}
