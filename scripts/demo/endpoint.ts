import type { Api } from '#e2e/support/api.ts';
import { until } from '#e2e/support/until.ts';
import { type AxoniusEmulator, assetOf, startAxonius } from '#e2e/vendors/axonius.ts';
import { falconHost } from '#e2e/vendors/crowdstrike-scenarios.ts';
import type { KnownDevice } from '#e2e/vendors/device-scenarios.ts';
import { directoryDeviceOf, type EntraEmulator, managedDeviceOf, startEntra } from '#e2e/vendors/entra.ts';
import { agentOf, type SentinelOneEmulator, startSentinelOne } from '#e2e/vendors/sentinelone.ts';
import type { CaseView } from '#lib/domain/views/case.ts';
import type { CaseDevicesView } from '#lib/domain/views/device.ts';

/** What happens on the devices of the shops. It answers one line for the terminal. */
export interface EndpointDemo {
  malwareOnDevice(): Promise<string>;
  close(): Promise<unknown>;
}

const STORE = { key: 'milano-12', name: 'Milano 12', timeZone: 'Europe/Rome', networks: ['10.20.30.0/24'] };
/** What somebody sees on which device: an infected one, one with twins, one that nobody can tell from another, and a plain one. */
const SEEN = [
  { device: 'POS-0147', title: 'Ransomware note on a till', severity: 'critical' },
  { device: 'POS-0231', title: 'Credential dumping tool on a till', severity: 'high' },
  { device: 'KIOSK-07', title: 'Kiosk mode left on a screen', severity: 'medium' },
  { device: 'LAPTOP-HR', title: 'Macro opened from an e-mail', severity: 'high' },
];

/** Starts SentinelOne, Axonius and Entra ID with the devices of a retailer, and points the product at them. */
export async function startEndpoint(api: Api): Promise<EndpointDemo> {
  const [sentinelone, axonius, entra] = await Promise.all([startSentinelOne(), startAxonius(), startEntra()]);
  addFleet(sentinelone, axonius, entra);
  const { url, loginUrl, tenantId, clientId, clientSecret } = entra;
  await api.put('/connectors/sentinelone', {
    ...{ enabled: true, baseUrl: sentinelone.url, credentials: { apiToken: sentinelone.apiToken } },
  });
  await api.put('/connectors/axonius', {
    ...{ enabled: true, baseUrl: axonius.url },
    credentials: { apiKey: axonius.apiKey, apiSecret: axonius.apiSecret },
  });
  await api.put('/connectors/entra', {
    ...{ enabled: true, baseUrl: url, credentials: { tenantId, clientId, clientSecret }, settings: { loginUrl } },
  });
  const stores = await api.get<{ items: { key: string }[] }>('/stores?limit=200');
  if (!stores.items.some(({ key }) => key === STORE.key)) await api.post('/stores', STORE);

  let next = 0;
  return {
    async malwareOnDevice() {
      const { device, ...seen } = SEEN[next++ % SEEN.length]!;
      const observables = [{ type: 'device', value: device, role: 'victim' }];
      const { key } = await api.post<CaseView>('/cases', { ...seen, category: 'Endpoint', observables });
      const [card] = await until(`${device} is looked up`, async () => {
        const { items } = await api.get<CaseDevicesView>(`/cases/${key}/devices`);
        return items.every(({ sources }) => sources.every(({ state }) => state !== null)) && items;
      });
      const known = card?.device ? `known to ${card.device.sources.join(', ')}` : 'not known for sure';
      return `${seen.title}: ${device} → ${key}, ${known}`;
    },
    close: () => Promise.all([sentinelone, axonius, entra].map((vendor) => vendor.close())),
  };
}

/** Hosts of Falcon's alerts, and where they stand among the emulators' other devices. */
const FLEET = 60;
const BEHIND = 100;

/** The hosts of Falcon's alerts are known to the other systems too; servers are in no directory, and every seventh has no agent. */
function addFleet(sentinelone: SentinelOneEmulator, axonius: AxoniusEmulator, entra: EntraEmulator): void {
  const now = new Date();
  for (let n = 0; n < FLEET; n += 1) {
    const [device, at] = [deviceOf(n), BEHIND + n];
    axonius.assets.push(assetOf(device, at, now));
    if (n % 7 !== 6) sentinelone.agents.push(agentOf(device, at, now));
    if (device.name.startsWith('SRV')) continue;
    entra.devices.push(directoryDeviceOf(device, at, now));
    entra.managedDevices.push(managedDeviceOf(device, at, now));
  }
}

function deviceOf(n: number): KnownDevice {
  const { hostname: name, user, site: store } = falconHost(n);
  const hex = n.toString(16).padStart(2, '0');
  const ip = `10.20.30.${100 + n}`;
  return { name, user, store, ip, serial: `VX-F${1_000 + n}`, mac: `00:15:5d:00:f0:${hex}`, os: 'Windows 11 Pro' };
}
