import { getUser } from '../../connectors/slack.ts';
import { isColleague } from '../../domain/slack/user.ts';
import { memberByEmail } from '../../services/access/people.ts';
import { noted, type Reachable } from './jamf.ts';
import { accessSlack } from './say.ts';

/** The member behind a user of Slack, or why there is none. */
export type Presser = { memberId: string; name: string } | { memberId: null; note: string };

/** Asks Slack who a user is: an address of a colleague, and no guest's, leads to a member. Throws ConnectorError. */
export async function whoPressed(at: Reachable, slackUserId: string): Promise<Presser> {
  const conn = await accessSlack(at);
  const user = conn && (await noted(at.db, 'slack', () => getUser(conn, slackUserId)));
  if (!user || !isColleague(user) || user.email === null)
    return { memberId: null, note: 'Only colleagues with an e-mail address in Slack decide about access.' };
  const member = await memberByEmail(at.db, user.email);
  if (!member)
    return { memberId: null, note: `${user.email} is no member of Watchfloor, and decides about nothing there.` };
  return { memberId: member.id, name: member.name };
}
