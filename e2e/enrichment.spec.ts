import type { CaseObservableView, CaseView } from '#lib/domain/views/case.ts';
import type { Page as ListPage } from '#lib/domain/views/common.ts';
import type { Api } from './support/api.ts';
import { violationsOf } from './support/axe.ts';
import { expect, test } from './support/test.ts';
import { until } from './support/until.ts';
import { startVirusTotal, type VirusTotalEmulator } from './vendors/virustotal.ts';

let virustotal: VirusTotalEmulator;

test.beforeAll(async ({ api }) => {
  virustotal = await startVirusTotal();
  await connect(api, true);
});
test.afterAll(async ({ api }) => {
  await connect(api, false);
  await virustotal.close();
});

const connect = (api: Api, enabled: boolean) =>
  api.put('/connectors/virustotal', {
    enabled,
    baseUrl: virustotal.url,
    credentials: { apiKey: virustotal.apiKey },
  });

/** An address of this run alone that VirusTotal calls malicious. */
function malicious(last: number): string {
  const value = `203.0.113.${last}`;
  virustotal.known.set(value, virustotal.known.get('203.0.113.77')!);
  return value;
}

const open = (api: Api, category: string, value: string) =>
  api.post<CaseView>('/cases', {
    title: `Sign-in from ${value}`,
    severity: 'medium',
    category,
    observables: [{ type: 'ipv4', value, role: 'implicated' }],
  });

test('a malicious address: the findings stand on the case with the source’s page, and somebody works it', async ({
  page,
  api,
}) => {
  const { key } = await open(api, 'Identity & Access', malicious(211));
  await page.goto(`/cases/${key}`);
  const link = page.getByRole('link', { name: 'VirusTotal' });
  await expect(link).toHaveAttribute('href', 'https://www.virustotal.com/gui/ip-address/203.0.113.211');
  await expect(page.getByText('Raised the severity from medium to high.')).toBeVisible();
  const worked = await until('somebody has the case', async () => {
    const view = await api.get<CaseView>(`/cases/${key}`);
    return view.assignee ? view : null;
  });
  expect(worked).toMatchObject({ state: 'in_progress', severity: 'high' });
  expect(await violationsOf(page)).toEqual([]);
});

test('the sources are asked at the press of a button, and the page shows what they say', async ({ page, api }) => {
  const value = malicious(212);
  const { key } = await open(api, 'Cloud', value);
  const { items } = await api.get<ListPage<CaseObservableView>>(`/cases/${key}/observables`);
  await page.goto(`/observables/${items[0]!.id}`);
  await page.getByRole('button', { name: 'Ask the sources' }).click();
  await expect(page.getByText('The sources are being asked', { exact: true })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Sources' })).toContainText('VirusTotal');
  await expect(page.getByText('Malicious').first()).toBeVisible();
});

test('an administrator sees how the asking goes, and says what may leave the house', async ({ open: openAs, api }) => {
  const page = await openAs('admin');
  await page.goto('/connectors/virustotal');
  await expect(page.getByRole('region', { name: 'Lookups' })).toContainText(/of 500 today/);
  await page.getByLabel('Observables of TLP:RED cases').selectOption({ label: 'Ask about them' });
  await page.getByLabel('Lookups a day').fill('40');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('region', { name: 'Lookups' })).toContainText(/of 40 today/);
  expect(await api.get('/connectors/virustotal')).toMatchObject({ settings: { sendTlpRed: true, dailyBudget: 40 } });
  expect(await violationsOf(page)).toEqual([]);
  await api.put('/connectors/virustotal', { enabled: true, settings: {} });
});
