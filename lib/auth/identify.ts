import type { Actor } from '../domain/actor.ts';
import { database } from '../http/database.ts';
import { resolveApiKey } from '../services/api-keys/resolve.ts';
import { resolveSession } from '../services/sessions/resolve.ts';
import { SESSION_COOKIE } from './cookie.ts';
import { sessionIdOf } from './options.ts';

export type Identity =
  | { by: 'key'; actor: Extract<Actor, { kind: 'api_key' }> }
  | {
      by: 'session';
      actor: Extract<Actor, { kind: 'user' }>;
      sessionId: string;
      email: string;
      mustChangePassword: boolean;
    };

/** Who makes a request: an API key in `Authorization: Bearer`, else the session in the cookie. Null: nobody we know. */
export async function identify(request: Request, now: Date): Promise<Identity | null> {
  const header = request.headers.get('authorization');
  if (header !== null) {
    const [, key] = /^Bearer +(wf_[\w-]+)$/i.exec(header) ?? [];
    const actor = key ? await resolveApiKey(database().db, key, now) : null;
    return actor && { by: 'key', actor };
  }
  const sessionId = await sessionIdOf(cookieOf(request, SESSION_COOKIE));
  const session = sessionId ? await resolveSession(database().db, sessionId, now) : null;
  return session && sessionId ? { by: 'session', sessionId, ...session } : null;
}

function cookieOf(request: Request, name: string): string | undefined {
  for (const part of request.headers.get('cookie')?.split(';') ?? []) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
}
