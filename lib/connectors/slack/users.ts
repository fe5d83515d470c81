import { z } from 'zod';
import { SlackUser } from '../../domain/slack/user.ts';
import { ConnectorError } from '../http.ts';
import { parseRows, type Reject } from '../rows.ts';
import { call, read, type SlackConnection, VENDOR } from './call.ts';

const OneUser = z.looseObject({ user: SlackUser });
const UserPage = z.looseObject({
  members: z.array(z.unknown()),
  response_metadata: z.looseObject({ next_cursor: z.string().catch('') }).nullish(),
});

/** Slack's advice for one page of users. */
const PAGE = 200;

export interface SlackUserPage {
  users: SlackUser[];
  /** Rows that were not users as we know them. */
  rejects: Reject[];
}

/** The user with this e-mail address, or null: Slack knows nobody by it. Needs the scope `users:read.email`. */
export async function lookupByEmail(conn: SlackConnection, email: string): Promise<SlackUser | null> {
  const method = 'users.lookupByEmail';
  return unlessNotFound(async () => read(method, OneUser, await call(conn, method, { email })).user);
}

/** The user with this id, guests, bots and deleted ones as well; null where Slack knows none. */
export async function getUser(conn: SlackConnection, id: string): Promise<SlackUser | null> {
  return unlessNotFound(async () => read('users.info', OneUser, await call(conn, 'users.info', { user: id })).user);
}

/** Everybody of the workspace, a page at a time, also bots and deleted accounts. */
export async function* listUsers(conn: SlackConnection, pageSize = PAGE): AsyncGenerator<SlackUserPage> {
  const seen = new Set<string>();
  for (let cursor: string | undefined; ; ) {
    const answer = await call(conn, 'users.list', { limit: pageSize, cursor });
    const { members, response_metadata } = read('users.list', UserPage, answer);
    const { good, rejects } = parseRows(SlackUser, members);
    yield { users: good, rejects };
    const next = response_metadata?.next_cursor;
    if (!next) return;
    // A cursor that comes twice would page for ever.
    if (seen.has(next))
      throw new ConnectorError({ class: 'bad_request', vendor: VENDOR, message: 'the paging cursor repeats itself' });
    seen.add(next);
    cursor = next;
  }
}

async function unlessNotFound<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ConnectorError && error.class === 'not_found' && error.answer?.status === 200) return null;
    throw error;
  }
}
