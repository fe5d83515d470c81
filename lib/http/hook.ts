import type { Actor } from '../domain/actor.ts';
import { log } from '../log.ts';
import { notifyOutbox } from '../realtime/notify.ts';
import { isSourceId } from '../services/connectors/catalogue.ts';
import { type InboundSecrets, inboundSecrets } from '../services/connectors/inbound-secrets.ts';
import { type Accepted, acceptDelivery } from '../services/deliveries/accept.ts';
import { BodyError } from '../services/deliveries/body.ts';
import type { Ctx } from '../services/kernel/index.ts';
import { readBody } from './body.ts';
import { database } from './database.ts';
import type { Proof } from './hook-proof.ts';
import { HOOK_LIMIT } from './limits.ts';
import { HttpError, problemResponse } from './problem.ts';
import { refusals } from './refusals.ts';

export interface Hook {
  /** `wiz`, or `generic/<source>`. */
  connectorId: string;
  vendor: string;
  prove: Proof;
  /** Stores the body, where one request brings other than one event. */
  accept?(of: { ctx: Ctx; input: { raw: Uint8Array; receivedAt: Date } }): Promise<Accepted>;
  /** The vendor wants an answer without a body. */
  silent?: true;
}

/**
 * Takes a vendor's event. The sender is known before a byte is parsed; then the delivery is stored, and only after its commit is
 * anything answered. This is the hot path: no session, no schema, and an authenticated vendor is never told to slow down.
 */
export async function receive(request: Request, hook: Hook): Promise<Response> {
  const { connectorId, vendor, prove } = hook;
  const receivedAt = new Date();
  try {
    const { db } = database();
    const secrets = await secretsOf(connectorId, receivedAt);
    const refuse = (why: Parameters<ReturnType<typeof refusals>['count']>[1]) =>
      refusals().count(secrets.countAs, why, receivedAt);

    const standing = prove.byHeaders(request.headers, secrets);
    if (standing === 'refused') {
      refuse('unauthenticated');
      throw unauthenticated(connectorId, secrets, receivedAt);
    }
    const raw = await readBody(request, HOOK_LIMIT).catch((error) => {
      if (error instanceof HttpError) refuse('too_large');
      throw error;
    });
    if (standing === 'needs_body' && !prove.byBody(request.headers, raw, secrets)) {
      refuse('unauthenticated');
      throw unauthenticated(connectorId, secrets, receivedAt);
    }
    const actor: Actor = { kind: 'vendor', id: connectorId, name: vendor };
    const { deliveryId, duplicate } = await (hook.accept ?? acceptDelivery)({
      ctx: { db, actor, now: receivedAt },
      input: { connectorId, vendor, raw, receivedAt },
    }).catch((error) => {
      if (!(error instanceof BodyError)) throw error;
      refuse('bad_body');
      throw new HttpError(400, error.message);
    });
    if (!duplicate) notifyOutbox();
    const headers = { 'watchfloor-delivery': deliveryId };
    if (hook.silent) return new Response(null, { status: 204, headers });
    return Response.json({ deliveryId, duplicate }, { status: 202, headers });
  } catch (error) {
    return problemResponse(error);
  }
}

const NOBODY: InboundSecrets = { tokens: [], users: [], passwords: [], hmacSecrets: [], countAs: 'generic' };

/** What a sender may prove itself with now; nothing for a source whose name cannot be one. */
export async function secretsOf(connectorId: string, now: Date): Promise<InboundSecrets> {
  const possible = !connectorId.startsWith('generic/') || isSourceId(connectorId);
  return possible ? inboundSecrets(database().db, connectorId, now) : NOBODY;
}

const SAID_EVERY_MS = 60_000;
let saidAt = 0;

/** One answer for a wrong secret, an unknown source and a connector that is off: a stranger learns nothing of what there is. */
export function unauthenticated(connectorId: string, secrets: InboundSecrets, now: Date): HttpError {
  const open = secrets.tokens.length + secrets.passwords.length + secrets.hmacSecrets.length > 0;
  if (!open && now.getTime() - saidAt > SAID_EVERY_MS) {
    saidAt = now.getTime();
    log.warn({ connectorId }, 'an event was refused: its connector is unknown, switched off or has no inbound secret');
  }
  return new HttpError(401, 'The sender is not known here: check the secret.');
}
