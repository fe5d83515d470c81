import { getUser, listUsers, lookupByEmail, type SlackConnection } from '../../connectors/slack.ts';
import {
  findByName,
  isColleague,
  mentionedId,
  nameOf,
  type SlackHome,
  type SlackUser,
} from '../../domain/slack/user.ts';
import type { FoundPerson } from '../../services/access/settle-person.ts';
import { homeOf } from './slack-home.ts';

export type FoundPeople =
  | { found: true; requester: FoundPerson | null; beneficiary: FoundPerson }
  /** Why not, in a sentence for the requester. */
  | { found: false; note: string };

/** What is known before anybody was looked up. */
export interface AskedFor {
  source: 'slack' | 'page' | 'api';
  requesterSlackId: string | null;
  /** As it was typed in Slack; empty: for oneself. */
  askedFor: string;
  /** Known already where the request came from the page or the API. */
  email: string | null;
  name: string | null;
}

/**
 * Who asks, and for whom: by the id that Slack gave, by mention, e-mail address or name. A guest, a bot, somebody who has left and somebody of another company are nobody.
 * Throws ConnectorError. Without Slack only what has an address already is found.
 */
export async function findPeople(conn: SlackConnection | null, asked: AskedFor): Promise<FoundPeople> {
  if (asked.source !== 'slack') return { found: true, requester: null, beneficiary: await byAddress(conn, asked) };
  if (conn === null || asked.requesterSlackId === null)
    return { found: false, note: 'The connector Slack is not set.' };
  const home = await homeOf(conn);
  const asker = await getUser(conn, asked.requesterSlackId);
  const requester = asker && personOf(asker, home);
  if (!requester) return { found: false, note: 'Only colleagues with an e-mail address in Slack can ask for access.' };
  if (asked.askedFor === '') return { found: true, requester, beneficiary: requester };
  const meant = await usersCalled(conn, home, asked.askedFor);
  const people = meant.map((user) => personOf(user, home)).filter((one) => one !== null);
  if (people.length > 1) return { found: false, note: severalWords(asked.askedFor, people) };
  const [beneficiary] = people;
  if (beneficiary) return { found: true, requester, beneficiary };
  return {
    found: false,
    note: `Slack knows no colleague called “${asked.askedFor}”. Ask again with a mention, such as @maria.`,
  };
}

async function byAddress(conn: SlackConnection | null, { email, name }: AskedFor): Promise<FoundPerson> {
  const user = conn && email ? await lookupByEmail(conn, email) : null;
  const known = conn && user && personOf(user, await homeOf(conn));
  return known ?? { slackId: null, name: name ?? email ?? '', email: email ?? '' };
}

async function usersCalled(conn: SlackConnection, home: SlackHome, typed: string): Promise<SlackUser[]> {
  const id = mentionedId(typed);
  if (id !== null) return [await getUser(conn, id)].filter((user) => user !== null);
  if (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(typed)) {
    return [await lookupByEmail(conn, typed.toLowerCase())].filter((user) => user !== null);
  }
  const all: SlackUser[] = [];
  for await (const { users } of listUsers(conn)) all.push(...users.filter((user) => isColleague(user, home)));
  return findByName(typed, all);
}

function personOf(user: SlackUser, home: SlackHome): FoundPerson | null {
  if (!isColleague(user, home) || user.email === null) return null;
  return { slackId: user.id, name: nameOf(user), email: user.email };
}

const NAMED = 5;

function severalWords(typed: string, people: readonly FoundPerson[]): string {
  const named = people.slice(0, NAMED).map(({ name, email }) => `${name} (${email})`);
  return `Several are called “${typed}”: ${named.join(', ')}. Ask again with a mention or the e-mail address.`;
}
