import { authTest, type SlackConnection } from '../../connectors/slack.ts';
import type { SlackHome } from '../../domain/slack/user.ts';

/** By address and token: a token never changes its workspace. */
const homes = new Map<string, SlackHome>();

/** The workspace of the app, asked once for each token. Throws ConnectorError: nobody is a colleague while it is not known. */
export async function homeOf(conn: SlackConnection): Promise<SlackHome> {
  const key = `${conn.baseUrl} ${conn.botToken}`;
  const known = homes.get(key);
  if (known) return known;
  const { teamId, enterpriseId } = await authTest(conn);
  const home = { teamId, enterpriseId };
  homes.set(key, home);
  return home;
}
