import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'next-auth/jwt';
import { afterAll, beforeAll } from 'vitest';
import { SESSION_COOKIE } from '#lib/auth/cookie.ts';
import { newId } from '#lib/db/id.ts';
import { apiKeys, type Member, sessions } from '#lib/db/schema/index.ts';
import type { TestDatabase } from '#lib/db/testing/database.ts';
import type { DeskRole, Role } from '#lib/domain/actor.ts';
import { hashKey, makeKey, prefixOf } from '#lib/services/api-keys/key.ts';
import { type Floor, openFloor } from '#lib/services/testing/fixtures.ts';

const HOUR_MS = 3_600_000;
/** The folder of the routes. */
const API = join(import.meta.dirname, '..');

export const AUTH_SECRET = 'a secret of the tests, long enough';
export const ENCRYPTION_KEY = '00'.repeat(32);

export interface Sent {
  /** `Bearer wf_…`, or headers with a cookie. */
  as?: Record<string, string>;
  body?: unknown;
  /** The body as it is, instead of `body`. */
  raw?: RequestInit['body'];
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export interface Api {
  floor: Floor;
  /** Headers of an API key of each role of the desk. */
  keys: Record<DeskRole, Record<string, string>>;
  /** Calls the handler of a route as Next would: `call('PATCH', '/api/v1/cases/CASE-1', …)`. */
  call(method: string, path: string, sent?: Sent): Promise<Response>;
  /** Starts a session of a member; answers its id and the headers that a browser of ours sends. */
  signIn(
    member: Member,
    more?: Partial<typeof sessions.$inferInsert>,
  ): Promise<{ id: string; headers: Record<string, string> }>;
  /** Makes an API key; answers its headers. */
  makeKey(role: Role, more?: Partial<typeof apiKeys.$inferInsert>): Promise<Record<string, string>>;
}

/** The whole API on a database of its own, for a test file. The environment is set before anything reads it. */
export function testApi(environment: Record<string, string> = {}): Api {
  const api = {} as Api;
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    const opened = await openFloor();
    database = opened.database;
    Object.assign(process.env, {
      DATABASE_URL: opened.floor.url,
      AUTH_SECRET,
      ENCRYPTION_KEY,
      LOG_LEVEL: 'silent',
      ...environment,
    });
    const { useEncryptionKey } = await import('#lib/services/connectors/box.ts');
    useEncryptionKey(ENCRYPTION_KEY);
    Object.assign(api, await apiOn(opened.floor));
  });
  afterAll(async () => {
    const { database: databaseOfProcess } = await import('#lib/http/database.ts');
    const { shutdown } = await import('#lib/http/shutdown.ts');
    await shutdown();
    await databaseOfProcess().pool.end();
    await database?.drop();
  });
  return api;
}

async function apiOn(floor: Floor): Promise<Api> {
  const made: Api['makeKey'] = async (role, more = {}) => {
    const key = makeKey();
    await floor.db.insert(apiKeys).values({
      id: newId(),
      name: `${role} key`,
      role,
      hash: hashKey(key),
      prefix: prefixOf(key),
      createdBy: 'test',
      createdAt: new Date(),
      ...more,
    });
    return { authorization: `Bearer ${key}` };
  };
  return {
    floor,
    makeKey: made,
    keys: {
      admin: await made('admin'),
      lead: await made('lead'),
      analyst: await made('analyst'),
      viewer: await made('viewer'),
    },
    async signIn(member, more = {}) {
      const id = newId();
      const now = new Date();
      const expiresAt = new Date(now.getTime() + HOUR_MS);
      await floor.db.insert(sessions).values({ id, memberId: member.id, createdAt: now, expiresAt, ...more });
      const token = await encode({ token: { sid: id }, secret: AUTH_SECRET });
      return { id, headers: { cookie: `${SESSION_COOKIE}=${token}`, 'sec-fetch-site': 'same-origin' } };
    },
    async call(method, path, { as = {}, body, raw, headers = {}, signal } = {}) {
      const url = new URL(path, 'http://localhost:3000');
      const { file, params } = routeOf(url.pathname);
      const handlers = (await import(file)) as Record<
        string,
        (request: Request, context: unknown) => Promise<Response>
      >;
      const handler = handlers[method];
      if (!handler) throw new Error(`${file} has no ${method}`);
      const init: RequestInit & { duplex?: 'half' } = {
        method,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...as, ...headers },
        body: raw ?? (body === undefined ? null : JSON.stringify(body)),
        signal: signal ?? null,
        duplex: 'half',
      };
      return handler(new Request(url, init), { params: Promise.resolve(params) });
    },
  };
}

/** The route file of a path, as Next finds it: a literal folder before a parameter. */
export function routeOf(pathname: string): { file: string; params: Record<string, string> } {
  const params: Record<string, string> = {};
  let folder = API;
  for (const part of pathname.split('/').slice(2)) {
    if (existsSync(join(folder, part))) folder = join(folder, part);
    else {
      const parameter = readdirSync(folder).find((name) => /^\[\w+\]$/.test(name));
      if (!parameter) throw new Error(`no route for ${pathname}`);
      params[parameter.slice(1, -1)] = decodeURIComponent(part);
      folder = join(folder, parameter);
    }
  }
  return { file: join(folder, 'route.ts'), params };
}
