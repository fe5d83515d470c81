import { getUser, type SlackConnection } from '../../connectors/slack.ts';
import { isColleague } from '../../domain/slack/user.ts';
import { memberByEmail } from '../../services/access/people.ts';
import { noted, type Reachable } from './jamf.ts';
import { accessSlack } from './say.ts';
import { homeOf } from './slack-home.ts';

/** The member behind a user of Slack, or why there is none. */
export type Presser = { memberId: string; name: string } | { memberId: null; note: string };

/** Asks Slack who a user is: an address of a colleague leads to a member; that of a guest or of another company's workspace does not. Throws ConnectorError. */
export async function whoPressed(at: Reachable, slackUserId: string): Promise<Presser> {
  const conn = await accessSlack(at);
  const email = conn && (await noted(at.db, 'slack', () => colleagueEmail(conn, slackUserId)));
  if (!email) return { memberId: null, note: 'Only colleagues with an e-mail address in Slack decide about access.' };
  const member = await memberByEmail(at.db, email);
  if (!member) return { memberId: null, note: `${email} is no member of Watchfloor, and decides about nothing there.` };
  return { memberId: member.id, name: member.name };
}

async function colleagueEmail(conn: SlackConnection, slackUserId: string): Promise<string | null> {
  const home = await homeOf(conn);
  const user = await getUser(conn, slackUserId);
  return user && isColleague(user, home) ? user.email : null;
}
