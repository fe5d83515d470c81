import { readFile } from 'node:fs/promises';
import type { CaseView } from '#lib/domain/views/case.ts';
import type { SlaSummary } from '#lib/domain/views/figures.ts';
import { expect, test } from './support/test.ts';

test.use({ role: 'lead' });

const CATEGORY = 'Application';
const only = `/sla?category=${CATEGORY}`;

test('a number leads to the list of exactly its cases, and changes by itself', async ({ page, api }) => {
  const open = (severity: string) =>
    api.post<CaseView>('/cases', { title: `Counted, ${severity}`, severity, category: CATEGORY });
  await open('high');
  await page.goto(only);
  const tile = page.getByRole('region', { name: 'Open', exact: true });
  const summary = () => api.get<SlaSummary>(`/sla/summary?category=${CATEGORY}`);
  const before = (await summary()).now.open;
  await expect(tile.getByRole('link')).toContainText(String(before));

  await open('critical');
  await expect(tile.getByRole('link')).toContainText(String(before + 1));
  await tile.getByRole('link').click();
  await expect(page).toHaveURL(/figure=open/);
  await expect(page.getByText('Counted, critical').first()).toBeVisible();
  const listed = await api.get<{ count: { value: number } }>(`/cases?figure=open&category=${CATEGORY}`);
  expect(listed.count.value).toBe(before + 1);
});

test('a resolution of this hour is in the tiles, the table and the CSV', async ({ page, api }) => {
  const { key } = await api.post<CaseView>('/cases', { title: 'Settled', severity: 'high', category: CATEGORY });
  await api.post(`/cases/${key}/acknowledge`, {});
  await page.goto(only);
  const mttr = page.getByRole('region', { name: 'MTTR' });
  await expect(mttr).toContainText('people');
  await expect(mttr).toContainText('automated');

  const chart = page.getByRole('region', { name: 'Targets a day' });
  await chart.getByRole('button', { name: 'Targets a day: show the table' }).click();
  await expect(chart.getByRole('table', { name: 'Targets a day' })).toBeVisible();
  await expect(chart.getByRole('columnheader', { name: 'Open at its end' })).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    chart.getByRole('button', { name: 'Targets a day: save as CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('targets-a-day.csv');
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  expect(lines[0]).toContain('Day,Acknowledge met,Acknowledge missed');
  expect(lines).toHaveLength(31);
});

test('the period, the zone and the filters are the address', async ({ page }) => {
  await page.goto(only);
  await expect(page.getByRole('region', { name: 'MTTA' })).toBeVisible();
  await page.getByRole('button', { name: /^Period/ }).click();
  await page.getByRole('button', { name: 'Last 7 days' }).click();
  await expect(page).toHaveURL(/range=7d/);
  await page.getByRole('combobox', { name: 'Group by' }).selectOption('assignee');
  await expect(page).toHaveURL(/groupBy=assignee/);
  await page.reload();
  await expect(page.getByRole('button', { name: /^Period/ })).toContainText('Last 7 days');
  await expect(page.getByRole('combobox', { name: 'Group by' })).toHaveValue('assignee');
  await expect(page.getByRole('button', { name: /^Category/ })).toContainText(CATEGORY);
});

test('the printed sheet says what it is of, and when it was made', async ({ page }) => {
  await page.goto(`${only}&compare=year&zone=UTC`);
  await expect(page.getByRole('region', { name: 'MTTA' })).toBeVisible();
  const head = page.locator('dl').filter({ hasText: 'Compared with' });
  await expect(head).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(head).toBeVisible();
  for (const words of ['Period', 'Days ofUTC', 'a year before: ', `Category${CATEGORY}`, /Made.* UTC$/])
    await expect(head).toContainText(words);
});

test('a case that breaches next is given away in its row', async ({ page, api, accounts }) => {
  // Acknowledge within 15 minutes: it is among those of the next two hours.
  const { key } = await api.post<CaseView>('/cases', { title: 'Due soon', severity: 'critical', category: CATEGORY });
  await page.goto(only);
  const next = page.getByRole('region', { name: 'Breaches in the next 2 h' });
  await next.getByRole('button', { name: new RegExp(`ssign ${key}$`) }).click();
  await page.getByRole('combobox', { name: `Assign ${key} to` }).fill(accounts.analyst.name);
  await page.getByRole('option', { name: new RegExp(accounts.analyst.name) }).click();
  await expect.poll(async () => (await api.get<CaseView>(`/cases/${key}`)).assignee?.name).toBe(accounts.analyst.name);
});

test('last week is kept under Reports, and read by who may only look', async ({ page, open }) => {
  await page.goto('/reports');
  await page.getByRole('button', { name: 'Keep last week' }).click();
  await expect(page).toHaveURL(/\/reports\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Week of');
  await expect(page.getByRole('region', { name: 'Resolve met' })).toBeVisible();
  const viewer = await open('viewer');
  await viewer.goto('/reports');
  await expect(viewer.getByRole('button', { name: 'Keep last week' })).toHaveCount(0);
  await viewer
    .getByRole('link', { name: /^Week of/ })
    .first()
    .click();
  await expect(viewer.getByRole('region', { name: 'MTTR' })).toBeVisible();
});
