import type { NextAuthOptions } from 'next-auth';
import { decode } from 'next-auth/jwt';
import Credentials from 'next-auth/providers/credentials';
import { env, requiredEnv } from '../env.ts';
import { clientAddress } from '../http/client-address.ts';
import { database } from '../http/database.ts';
import { log } from '../log.ts';
import { ServiceError } from '../services/errors.ts';
import { endSession } from '../services/sessions/resolve.ts';
import { SESSION_MS, signIn } from '../services/sessions/sign-in.ts';
import { SESSION_COOKIE } from './cookie.ts';

/**
 * next-auth's set-up. Credentials need its JWT sessions; the token holds nothing but the id of our own session row, which every
 * request looks up.
 */
export function authOptions(): NextAuthOptions {
  const secure = env().PUBLIC_URL.startsWith('https:');
  process.env.NEXTAUTH_URL ??= env().PUBLIC_URL;
  return {
    secret: requiredEnv('AUTH_SECRET'),
    session: { strategy: 'jwt', maxAge: SESSION_MS / 1000 },
    // next-auth's own pages come without a content security policy.
    pages: { signIn: '/sign-in', signOut: '/sign-out', error: '/sign-in', verifyRequest: '/sign-in' },
    useSecureCookies: secure,
    cookies: {
      sessionToken: { name: SESSION_COOKIE, options: { httpOnly: true, sameSite: 'lax', path: '/', secure } },
    },
    providers: [
      Credentials({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: (given, request) => authorize(given, request.headers),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sid: user.id } : token),
      session: ({ session }) => session,
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === 'string') await endSession(database().db, token.sid, new Date());
      },
    },
    logger: {
      error: (code, metadata) => log.error({ code, metadata: String(metadata) }, 'next-auth'),
      warn: () => {},
      debug: () => {},
    },
  };
}

/** next-auth calls the answer a user; ours is the session that was just made. Its thrown message reaches the sign-in page. */
async function authorize(
  given: Record<'email' | 'password', string> | undefined,
  headers: Record<string, unknown> | undefined,
) {
  if (!given?.email || !given.password) return null;
  try {
    const { sessionId } = await signIn(database().db, {
      email: given.email,
      password: given.password,
      userAgent: typeof headers?.['user-agent'] === 'string' ? headers['user-agent'] : null,
      ip: clientAddress(textsOf(headers)),
      now: new Date(),
    });
    return { id: sessionId };
  } catch (error) {
    if (error instanceof ServiceError) throw new Error(error.message);
    throw error;
  }
}

function textsOf(headers: Record<string, unknown> = {}): Headers {
  return new Headers(
    Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** The session id in a cookie's token, or null where there is none that we signed. */
export async function sessionIdOf(token: string | undefined): Promise<string | null> {
  if (!token) return null;
  try {
    const claims = await decode({ token, secret: requiredEnv('AUTH_SECRET') });
    return typeof claims?.sid === 'string' ? claims.sid : null;
  } catch {
    return null;
  }
}
