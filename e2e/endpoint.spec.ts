import type { CaseView } from '#lib/domain/views/case.ts';
import type { CaseDevicesView } from '#lib/domain/views/device.ts';
import type { Api } from './support/api.ts';
import { violationsOf } from './support/axe.ts';
import { expect, test } from './support/test.ts';
import { until } from './support/until.ts';
import { type AxoniusEmulator, startAxonius } from './vendors/axonius.ts';
import { type EntraEmulator, startEntra } from './vendors/entra.ts';
import { type SentinelOneEmulator, startSentinelOne } from './vendors/sentinelone.ts';

let sentinelone: SentinelOneEmulator;
let axonius: AxoniusEmulator;
let entra: EntraEmulator;

test.beforeAll(async ({ api }) => {
  [sentinelone, axonius, entra] = await Promise.all([startSentinelOne(), startAxonius(), startEntra()]);
  await connect(api, true);
});
test.afterAll(async ({ api }) => {
  await connect(api, false);
  await Promise.all([sentinelone.close(), axonius.close(), entra.close()]);
});

async function connect(api: Api, enabled: boolean): Promise<void> {
  const { apiToken } = sentinelone;
  await api.put('/connectors/sentinelone', { enabled, baseUrl: sentinelone.url, credentials: { apiToken } });
  const { apiKey, apiSecret } = axonius;
  await api.put('/connectors/axonius', { enabled, baseUrl: axonius.url, credentials: { apiKey, apiSecret } });
  const { url, loginUrl, tenantId, clientId, clientSecret } = entra;
  const credentials = { tenantId, clientId, clientSecret };
  await api.put('/connectors/entra', { enabled, baseUrl: url, credentials, settings: { loginUrl } });
}

const open = (api: Api, device: string) =>
  api.post<CaseView>('/cases', {
    ...{ title: `Malware on ${device}`, severity: 'high', category: 'Endpoint' },
    observables: [{ type: 'device', value: device, role: 'victim' }],
  });
const lookedUp = (api: Api, key: string) =>
  until(`the device of ${key} is looked up`, async () => {
    const { items } = await api.get<CaseDevicesView>(`/cases/${key}/devices`);
    return items[0]?.sources.every(({ state }) => state !== null) ? items[0] : null;
  });

test('a case with a device shows it as the three systems know it: who wins, why, and where they differ', async ({
  page,
  api,
}) => {
  const { key } = await open(api, 'POS-0147');
  await page.goto(`/cases/${key}`);
  const card = page.getByRole('region', { name: 'Device POS-0147' });
  await expect(card).toContainText('lrusso@retail.example');
  await expect(card.getByText('Infected', { exact: true })).toBeVisible();
  await expect(card.getByText('Isolated', { exact: true }).first()).toBeVisible();
  await expect(card.getByRole('list', { name: 'In what the sources differ' })).toContainText('mrossi');

  await card.getByRole('button', { name: 'Who says what of POS-0147' }).click();
  const why = page.getByRole('dialog', { name: 'Who says what of POS-0147' });
  await expect(why).toContainText('put together by the serial number');
  await expect(why).toContainText('Entra ID is believed, because the directory knows whom a device was given to.');
  await page.keyboard.press('Escape');

  await card.getByRole('button', { name: 'Why the summary of POS-0147 says so' }).click();
  const grounds = page.getByRole('dialog', { name: 'Why the summary of POS-0147 says so' });
  await expect(grounds).toContainText('owner: lrusso@retail.example · Entra ID');
  expect(await violationsOf(page)).toEqual([]);
});

test('the button asks anew; a source that is down is a smaller card, and says so', async ({ page, api }) => {
  const { key } = await open(api, 'POS-0231');
  await lookedUp(api, key);
  axonius.mode = 'down';
  await page.goto(`/cases/${key}`);
  const card = page.getByRole('region', { name: 'Device POS-0231' });
  await page.getByRole('button', { name: 'Enrich devices' }).click();
  await expect(page.getByText('Not heard: Axonius.').first()).toBeVisible();
  await card.getByRole('button', { name: 'What each source said' }).click();
  const said = page.getByRole('dialog', { name: 'What each source said' });
  await expect(said).toContainText('Axonius gave no answer; what it said before is shown');
  await expect(said).toContainText('SentinelOne knows it');
  axonius.mode = 'ok';
});

test('a name that several devices have is told, with all of them; and the device has the card on its own page', async ({
  page,
  api,
}) => {
  const { key } = await open(api, 'LAPTOP-HR');
  await lookedUp(api, key);
  await page.goto(`/cases/${key}`);
  const card = page.getByRole('region', { name: 'Device LAPTOP-HR' });
  await expect(card.getByText('Ambiguous')).toBeVisible();
  await expect(card.getByRole('listitem')).toHaveCount(2);
  await card.getByRole('link', { name: 'LAPTOP-HR' }).click();
  await expect(page).toHaveURL(/\/devices\//);
  await expect(page.getByRole('region', { name: 'Device LAPTOP-HR' }).getByText('Ambiguous')).toBeVisible();
  expect(await violationsOf(page)).toEqual([]);
});

test('an administrator tests the three connectors', async ({ open: openAs }) => {
  const page = await openAs('admin');
  for (const [id, message] of [
    ['sentinelone', /The token’s user sees agents: \d+/],
    ['axonius', 'Key and secret are accepted.'],
    ['entra', 'Signed in and read the devices.'],
  ] as const) {
    await page.goto(`/connectors/${id}`);
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText(message).first()).toBeVisible();
  }
});
