import type { Api } from '#e2e/support/api.ts';
import { type JamfEmulator, startJamf } from '#e2e/vendors/jamf.ts';
import { type SlackEmulator, startSlack } from '#e2e/vendors/slack.ts';
import type { MemberView } from '#lib/domain/views/member.ts';
import { LEAD } from './members.ts';
import { type Persona, startSlackSide } from './slack-side.ts';

export interface AccessDemo {
  /** Where a visitor plays people in Slack. */
  url: string;
  /** The channel that stakeholders read. */
  channel: string;
  close(): Promise<void>;
}

const STORE = { key: 'torino-4', name: 'Torino 4', timeZone: 'Europe/Rome', networks: ['10.40.0.0/16'] };
const APPROVER = { name: 'Paola Ferri', email: 'paola@demo.example', role: 'approver', groups: ['access-approvers'] };
const CHECK_IN_MS = 30_000;

/** A Slack workspace and a Jamf tenant, connected; a store manager with a Mac, an approver of IT, and a page on which a visitor plays both. */
export async function startAccessDemo(api: Api): Promise<AccessDemo> {
  const [slack, jamf] = await Promise.all([startSlack(), startJamf()]);
  slack.commandsUrl = `${api.baseUrl}/api/hooks/slack/commands`;
  slack.interactionsUrl = `${api.baseUrl}/api/hooks/slack/interactions`;
  const channel = slack.addChannel('it-approvals');
  const desk = slack.addChannel('soc-vips');
  await connect(api, slack, jamf, channel);
  const manager = userOf(slack, 'giulia', 'Giulia Conti', 'giulia@demo.example');
  const approver = userOf(slack, 'paola', APPROVER.name, APPROVER.email);
  const mac = jamf.addMac(manager.email, { name: 'MBA-TORINO-4', buildingId: '4', lastIp: '10.40.1.20' });
  jamf.buildings.set('4', { id: '4', name: STORE.name, city: 'Torino', country: 'IT' });
  const side = await startSlackSide(slack, [
    { ...manager, what: 'store manager, asks by /mac-admin', channels: [] },
    { ...approver, what: 'IT, decides', channels: [channel] },
    { ...userOf(slack, 'femi', LEAD.name, LEAD.email), what: 'lead of the SOC, hears of VIPs', channels: [desk] },
  ]);
  const checkIns = setInterval(() => jamf.macs.has(mac.id) && jamf.checkIn(mac.id), CHECK_IN_MS);
  return {
    url: side.url,
    channel: desk,
    async close() {
      clearInterval(checkIns);
      await Promise.all([side.close(), slack.close(), jamf.close()]);
    },
  };
}

function userOf(
  slack: SlackEmulator,
  name: string,
  realName: string,
  email: string,
): Omit<Persona, 'what' | 'channels'> {
  const { id } = slack.addUser(name, { real_name: realName, profile: { email, display_name: realName } });
  return { slackId: id, name: realName, email };
}

async function connect(api: Api, slack: SlackEmulator, jamf: JamfEmulator, channel: string): Promise<void> {
  const { botToken, signingSecret, apiUrl } = slack;
  await api.put('/connectors/slack', {
    ...{ enabled: true, baseUrl: apiUrl },
    ...{ credentials: { botToken, signingSecret }, settings: { channel } },
  });
  const { clientId, clientSecret, adminGroupId, url } = jamf;
  await api.put('/connectors/jamf', {
    ...{ enabled: true, baseUrl: url },
    ...{ credentials: { clientId, clientSecret }, settings: { adminGroupId } },
  });
  const stores = await api.get<{ items: { key: string }[] }>('/stores?limit=200');
  if (!stores.items.some(({ key }) => key === STORE.key)) await api.post('/stores', STORE);
  const members = await api.get<{ items: MemberView[] }>('/members?limit=200');
  if (!members.items.some(({ email }) => email === APPROVER.email)) await api.post('/members', APPROVER);
}
