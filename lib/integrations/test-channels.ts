import { getGroup, listComputersByEmail, proveCredentials } from '../connectors/jamf.ts';
import { createTokenCache } from '../connectors/oauth.ts';
import { sendPage } from '../connectors/paging.ts';
import { authTest } from '../connectors/slack.ts';
import { verifySmtp } from '../connectors/smtp.ts';
import { postCard } from '../connectors/teams.ts';
import { readCredentials } from '../services/connectors/read-credentials.ts';
import type { Ctx } from '../services/kernel/index.ts';
import { pagingConnectionOf, smtpConnectionOf, teamsConnectionOf } from './channel-connections.ts';
import { adminGroupOf, jamfConnectionOf } from './jamf-connection.ts';
import { slackConnectionOf } from './slack-connection.ts';
import type { TestInput } from './test-connector.ts';
import { type Advice, advised, missing, no, type TestResult, yes } from './test-result.ts';

/** What the messages, the modals and the look-ups need. */
const SLACK_SCOPES = ['chat:write', 'im:write', 'users:read', 'users:read.email'];

/** With one of them, by the kind of the channel, a channel that is shared with another company is known as such. */
const CHANNEL_SCOPES = ['channels:read', 'groups:read'];
const UNSEEN =
  'Add channels:read, for a private channel groups:read: without it approvals are also asked in a channel that is shared with another company.';

/** Asks Slack whose token it is, and what it may. */
export async function testSlack(ctx: Ctx, { allowedNetworks }: TestInput): Promise<TestResult> {
  const set = await readCredentials(ctx.db, 'slack');
  const connection = slackConnectionOf(set, allowedNetworks);
  if (!connection) return missing('botToken of your Slack app');
  return advised({ auth: 'Is the bot token wrong, or was the app removed?' }, async () => {
    const { team, scopes } = await authTest(connection);
    const lacking = SLACK_SCOPES.filter((scope) => !scopes.includes(scope));
    if (lacking.length > 0) return no(`Signed in to ${team}. The token lacks ${lacking.join(', ')}.`);
    if (!set.credentials.signingSecret)
      return no(`Signed in to ${team}. Set signingSecret too: without it nothing that people press arrives.`);
    const seesChannels = CHANNEL_SCOPES.some((scope) => scopes.includes(scope));
    return yes(seesChannels ? `Signed in to ${team}.` : `Signed in to ${team}. ${UNSEEN}`);
  });
}

/** A new token, a look at the inventory, and whether the group of temporary administrators is one that can be set. */
export async function testJamf(ctx: Ctx, { allowedNetworks }: TestInput): Promise<TestResult> {
  const set = await readCredentials(ctx.db, 'jamf');
  const connection = jamfConnectionOf(set, allowedNetworks);
  if (!connection)
    return missing('the address of your tenant, such as https://shop.jamfcloud.com, clientId and clientSecret');
  const tokens = createTokenCache();
  return advised(JAMF_ADVICE, async () => {
    await proveCredentials(connection, tokens);
    await listComputersByEmail(connection, tokens, 'nobody@watchfloor.invalid');
    const groupId = adminGroupOf(set);
    if (groupId === null) return no('Signed in and read the inventory. Set adminGroupId: no right can be granted yet.');
    const group = await getGroup(connection, tokens, groupId);
    if (!group) return no(`Signed in. Jamf has no computer group ${groupId}.`);
    if (group.smart) return no(`Signed in. “${group.name}” is a smart group, and its members cannot be set.`);
    return yes(`Signed in. “${group.name}” has ${group.computerIds.length} Macs now.`);
  });
}

const JAMF_ADVICE: Advice = {
  auth: 'Is the client id, its secret or the path of the token wrong?',
  forbidden: 'The API role needs to read computers, buildings and static computer groups, and to update these groups.',
  not_found: 'Is the address that of your tenant?',
};

/** Teams can only be posted to: the test is a card that people see. */
export async function testTeams(ctx: Ctx, { allowedNetworks }: TestInput): Promise<TestResult> {
  const connection = teamsConnectionOf(await readCredentials(ctx.db, 'teams'), allowedNetworks);
  if (!connection) return missing('webhookUrl of a channel');
  return advised({ auth: 'Was the address copied whole?', not_found: 'Was the flow deleted?' }, async () => {
    const card = { title: 'Watchfloor', lines: ['A test from the page Connectors. Nothing has happened.'] };
    const { kind } = await postCard(connection, card);
    if (kind === 'legacy') return yes('Posted, by a kind of webhook that Microsoft retires: make a workflow instead.');
    return yes('A card was taken. Look at the channel: what becomes of it there is not told to us.');
  });
}

/** Connects and signs in, and sends nothing. */
export async function testSmtp(ctx: Ctx, { allowedNetworks }: TestInput): Promise<TestResult> {
  const connection = smtpConnectionOf(await readCredentials(ctx.db, 'smtp'), allowedNetworks);
  if (!connection) return missing('host and from');
  const advice: Advice = {
    auth: 'Is the user or the password wrong?',
    refused: 'The server needs TLS with a certificate of its name, or has to stand in an allowed network.',
  };
  return advised(advice, async () => {
    await verifySmtp(connection);
    const { user, host, port } = connection;
    return yes(user === null ? `Connected to ${host}:${port}.` : `Signed in to ${host}:${port}.`);
  });
}

/** A page of the lowest severity that says that it is a test; the same one each time. */
export async function testPaging(ctx: Ctx, { allowedNetworks }: TestInput): Promise<TestResult> {
  const connection = pagingConnectionOf(await readCredentials(ctx.db, 'paging'), allowedNetworks);
  if (!connection) return missing('webhookUrl of your paging service');
  return advised({ auth: 'Is the signing key the same on both sides?' }, async () => {
    const summary = 'Watchfloor: a test. Nothing has happened.';
    const page = { summary, severity: 'informational', dedupKey: 'watchfloor/test', link: null } as const;
    await sendPage(connection, { ...page, source: 'Watchfloor' });
    return yes('A test page was taken.');
  });
}
