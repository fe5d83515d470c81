import type { Api } from '#e2e/support/api.ts';
import { startPaging } from '#e2e/vendors/paging.ts';
import { startSmtp } from '#e2e/vendors/smtp.ts';
import { startTeams } from '#e2e/vendors/teams.ts';
import type { MemberView } from '#lib/domain/views/member.ts';

const STAKEHOLDERS = 'VIPs and identities';

/** The channels by which people are told, beside Slack: a mail server, a channel of Teams and a paging service, connected. */
export async function startChannels(api: Api): Promise<{ close(): Promise<unknown> }> {
  const [smtp, teams, paging] = await Promise.all([startSmtp({ plain: true }), startTeams(), startPaging()]);
  await api.put('/connectors/smtp', {
    enabled: true,
    credentials: { user: smtp.user, password: smtp.password },
    settings: { host: smtp.host, port: smtp.port, from: 'Watchfloor <soc@demo.example>' },
  });
  await api.put('/connectors/teams', { enabled: true, credentials: { webhookUrl: teams.webhookUrl } });
  await api.put('/connectors/paging', {
    enabled: true,
    credentials: { webhookUrl: paging.webhookUrl, signingKey: paging.signingSecret },
  });
  return { close: () => Promise.all([smtp.close(), teams.close(), paging.close()]) };
}

/** Who hears of a VIP's cases: the lead, a channel of Slack and the one of Teams. The lead is on call. */
export async function ensureStakeholders(
  api: Api,
  { lead, channel }: { lead: string; channel: string },
): Promise<void> {
  const { items: members } = await api.get<{ items: MemberView[] }>('/members?limit=200');
  const one = members.find(({ email }) => email === lead);
  if (!one) return;
  if (!one.onCall) await api.patch(`/members/${one.id}`, { onCall: true });
  const { items } = await api.get<{ items: { id: string; name: string }[] }>('/stakeholders');
  const rule = { name: STAKEHOLDERS, vipOnly: true, memberIds: [one.id], slackChannel: channel, teams: true };
  const known = items.find(({ name }) => name === STAKEHOLDERS);
  // Each run has a Slack of its own, with other ids.
  if (known) await api.patch(`/stakeholders/${known.id}`, rule);
  else await api.post('/stakeholders', rule);
}
