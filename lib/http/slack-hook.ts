import type { Db } from '../db/client.ts';
import { env } from '../env.ts';
import { notifyOutbox } from '../realtime/notify.ts';
import { inboundSecrets } from '../services/connectors/inbound-secrets.ts';
import { readBody } from './body.ts';
import { database } from './database.ts';
import { JSON_LIMIT } from './limits.ts';
import { HttpError, problemResponse } from './problem.ts';
import { refusals } from './refusals.ts';
import { isSignedBySlack } from './slack-signature.ts';

/** What answers a form of Slack's works with. */
export interface SlackHook {
  db: Db;
  now: Date;
  allowedNetworks: readonly string[];
}

/**
 * Takes a form that Slack has signed, and answers what `answer` says: JSON, or an empty body. The signature is checked over the bytes as they
 * came, before anything is parsed. Slack waits three seconds: what `answer` does is kept short, and the rest is left to the automation.
 */
export async function receiveSlack(
  request: Request,
  answer: (hook: SlackHook, form: URLSearchParams) => Promise<object | null>,
): Promise<Response> {
  const now = new Date();
  try {
    const { db } = database();
    const { hmacSecrets } = await inboundSecrets(db, 'slack', now);
    const raw = await readBody(request, JSON_LIMIT).catch((error) => {
      if (error instanceof HttpError) refusals().count('slack', 'too_large', now);
      throw error;
    });
    const timestamp = request.headers.get('x-slack-request-timestamp');
    const signature = request.headers.get('x-slack-signature');
    if (!isSignedBySlack({ timestamp, signature, raw }, hmacSecrets, now)) {
      refusals().count('slack', 'unauthenticated', now);
      throw new HttpError(401, 'Slack did not sign this with the secret that is set, or not within five minutes.');
    }
    const form = new URLSearchParams(raw.toString('utf8'));
    const said = await answer({ db, now, allowedNetworks: env().CONNECTOR_ALLOWED_NETWORKS }, form);
    notifyOutbox();
    return said === null ? new Response(null, { status: 200 }) : Response.json(said);
  } catch (error) {
    return problemResponse(error);
  }
}

/** For a form that Slack would not send. */
export const unreadable = (problem: string) => {
  refusals().count('slack', 'bad_body', new Date());
  return new HttpError(400, `The form cannot be read: ${problem}.`);
};
