import { markHookVerified } from '../services/connectors/mark-verified.ts';
import { database } from './database.ts';
import { secretsOf, unauthenticated } from './hook.ts';
import { oktaProof } from './hook-proof.ts';
import { HttpError, problemResponse } from './problem.ts';
import { refusals } from './refusals.ts';

const CHALLENGE = 'x-okta-verification-challenge';
/** Okta's are some tens of characters. */
const LONGEST = 1_000;

/**
 * Answers Okta's one-time question whether the hook's address is ours. It is answered while the connector is switched on and has a
 * secret; a secret that comes along must be the right one, and then the connector keeps that it is verified.
 */
export async function answerOktaChallenge(request: Request): Promise<Response> {
  const now = new Date();
  try {
    const secrets = await secretsOf('okta', now);
    const proven = oktaProof.byHeaders(request.headers, secrets) === 'proven';
    if (secrets.tokens.length === 0 || (request.headers.has('authorization') && !proven)) {
      refusals().count(secrets.countAs, 'unauthenticated', now);
      throw unauthenticated('okta', secrets, now);
    }
    const verification = request.headers.get(CHALLENGE);
    if (!verification || verification.length > LONGEST)
      throw new HttpError(400, 'Send the challenge in the header X-Okta-Verification-Challenge.');
    if (proven) await markHookVerified(database().db, { id: 'okta', at: now });
    return Response.json({ verification });
  } catch (error) {
    return problemResponse(error);
  }
}
