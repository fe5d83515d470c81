import { randomBytes, randomUUID } from 'node:crypto';
import type { Api } from '#e2e/support/api.ts';
import { until } from '#e2e/support/until.ts';
import { OKTA_PEOPLE, type OktaEmulator, oktaEvent, startOkta } from '#e2e/vendors/okta.ts';
import { startOtx } from '#e2e/vendors/otx.ts';
import { startRecordedFuture } from '#e2e/vendors/recorded-future.ts';
import { startVirusTotal } from '#e2e/vendors/virustotal.ts';
import type { CaseView } from '#lib/domain/views/case.ts';
import type { Page } from '#lib/domain/views/common.ts';
import type { DeliveryView } from '#lib/domain/views/intake.ts';

/** Where the shop's people come from when they work elsewhere. */
const VPN = { cidr: '198.51.100.128/25', note: 'Staff VPN' };
const VIPS = '00gvip0001';

/** What happens at Okta. Each answers one line for the terminal. */
export interface Identity {
  vipReports(): Promise<string>;
  vpnSignIn(): Promise<string>;
  close(): Promise<unknown>;
}

/** Starts Okta and the sources of threat intelligence, and points the product at them. */
export async function startIdentity(api: Api): Promise<Identity> {
  const [okta, virusTotal, recordedFuture, otx] = await Promise.all([
    ...([startOkta(), startVirusTotal(), startRecordedFuture(), startOtx()] as const),
  ]);
  const secret = randomBytes(18).toString('base64url');
  const hook = `${api.baseUrl}/api/hooks/okta`;
  await api.put('/connectors/okta', {
    ...{ enabled: true, baseUrl: okta.url, credentials: { apiToken: okta.apiToken, hookSecret: secret } },
  });
  await api.put('/connectors/virustotal', {
    ...{ enabled: true, baseUrl: virusTotal.apiUrl, credentials: { apiKey: virusTotal.apiKey } },
  });
  await api.put('/connectors/recordedfuture', {
    ...{ enabled: true, baseUrl: recordedFuture.url, credentials: { apiToken: recordedFuture.apiToken } },
  });
  await api.put('/connectors/otx', { enabled: true, baseUrl: otx.url, credentials: { apiKey: otx.apiKey } });
  await api.patch('/automations/okta-suspicious-activity', { parameters: { vipGroups: [VIPS] } });
  await ownVpn(api);
  await okta.verifyHook(hook, secret);
  const push = pusherOf(api, okta, hook, secret);
  return {
    vipReports: () => push('A VIP reports a sign-in that was not hers', 0, { actor: partyOf(0), target: [partyOf(0)] }),
    vpnSignIn: () => push('An odd sign-in from the staff VPN', 1, { client: { ipAddress: '198.51.100.140' } }),
    close: () => Promise.all([okta, virusTotal, recordedFuture, otx].map((vendor) => vendor.close())),
  };
}

async function ownVpn(api: Api): Promise<void> {
  const { items } = await api.get<Page<{ value: string }>>('/allow-list?limit=200');
  if (!items.some(({ value }) => value === VPN.cidr))
    await api.post('/allow-list', { kind: 'cidr', value: VPN.cidr, note: VPN.note });
}

const partyOf = (n: number) => {
  const { id, login, firstName, lastName } = OKTA_PEOPLE[n]!;
  return { id, type: 'User', alternateId: login, displayName: `${firstName} ${lastName}`, detailEntry: null };
};

function pusherOf(api: Api, okta: OktaEmulator, hook: string, secret: string) {
  return async (what: string, n: number, overrides: Parameters<typeof oktaEvent>[1]): Promise<string> => {
    const fresh = { uuid: randomUUID(), published: new Date().toISOString() };
    const answer = await okta.pushEvents(hook, secret, [oktaEvent(n, { ...overrides, ...fresh })]);
    const id = answer.headers.get('watchfloor-delivery');
    if (answer.status !== 204 || id === null) return `Okta: ${what} → refused with ${answer.status}`;
    const begun = Date.now();
    const { cases } = await until(`delivery ${id} is worked`, async () => {
      const delivery = await api.get<DeliveryView>(`/deliveries/${id}`);
      return (delivery.outcome !== 'accepted' || delivery.cases.length > 0) && delivery;
    });
    if (!cases[0]) return `Okta: ${what} → no case`;
    const { key, state, assignee } = await until(`${cases[0]} is worked`, async () => {
      const one = await api.get<CaseView>(`/cases/${cases[0]}`);
      return (one.stage === 'resolved' || one.assignee !== null) && one;
    });
    const took = ((Date.now() - begun) / 1000).toFixed(1);
    return `Okta: ${what} → ${key}, ${state.replaceAll('_', ' ')}, ${assignee?.name ?? 'nobody needed'}, after ${took} s`;
  };
}
