import type { Page as BrowserPage } from '@playwright/test';
import type { CaseListItem } from '#lib/domain/views/case.ts';
import type { Page } from '#lib/domain/views/common.ts';
import type { Api } from './support/api.ts';
import { violationsOf } from './support/axe.ts';
import { expect, test } from './support/test.ts';
import { until } from './support/until.ts';
import { type FalconEmulator, startCrowdStrike } from './vendors/crowdstrike.ts';
import { startTeams, type TeamsEmulator } from './vendors/teams.ts';

// A run asks several vendors, which takes a busy machine its time.
test.describe.configure({ timeout: 150_000 });
const PATIENCE = { timeout: 60_000 };

let falcon: FalconEmulator;
let teams: TeamsEmulator;
const TOKEN = 'falcon-hook-token-of-the-browser-tests';
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);

test.beforeAll(async ({ api }) => {
  [falcon, teams] = await Promise.all([startCrowdStrike(), startTeams()]);
  await connect(api, true);
  await api.patch('/automations/crowdstrike-intel', { parameters: { onAlerts: false } });
  // Whose case it opened would soon have an owner, and what is owned here is not unassigned.
  await api.patch('/automations/daily-health-check', { parameters: { openCases: false } });
});
test.afterAll(async ({ api }) => {
  await connect(api, false);
  await api.patch('/automations/crowdstrike-intel', { parameters: { onAlerts: true } });
  await api.patch('/automations/daily-health-check', { parameters: { openCases: true } });
  await Promise.all([falcon.close(), teams.close()]);
});

async function connect(api: Api, enabled: boolean): Promise<void> {
  const { url: baseUrl, clientId, clientSecret } = falcon;
  const credentials = { clientId, clientSecret, webhookToken: TOKEN };
  await api.put('/connectors/crowdstrike', { enabled, baseUrl, credentials, settings: { webhookOnly: true } });
  await api.put('/connectors/teams', { enabled, credentials: { webhookUrl: teams.webhookUrl } });
}

/** A case of an alert, opened as its webhook does. */
async function caseOf(api: Api, baseURL: string, host: number): Promise<string> {
  const alert = falcon.addAlert({ story: 'encodedPowershell', host, tree: host });
  const pushed = await falcon.pushAlert(`${baseURL}/api/hooks/crowdstrike`, { bearer: TOKEN }, alert);
  expect(pushed.status).toBe(202);
  const name = (alert.device as { hostname: string }).hostname;
  return until('the alert has its case', async () => {
    const { items } = await api.get<Page<CaseListItem>>('/cases?source=crowdstrike&limit=50');
    return items.find(({ title }) => title.endsWith(name))?.key ?? null;
  });
}

test('the button reads the alerts at Falcon: steps live, then the decoded command with the details', async ({
  page,
  api,
  baseURL,
}) => {
  const key = await caseOf(api, baseURL!, 501);
  await page.goto(`/cases/${key}`);
  const summary = page.getByRole('region', { name: 'Summary' });
  await expect(summary).toContainText('command lines of 1 alert not read yet');
  await page.getByRole('button', { name: 'Analyse threat intel' }).click();
  await expect(page.getByText(/^Read 1 alert at Falcon/).first()).toBeVisible(PATIENCE);
  await expect(summary).toContainText(/\d malicious command lines? on POS-0501 · /);
  await expect(summary).not.toContainText('not read yet');
  const entry = page
    .getByRole('list', { name: 'Timeline' })
    .getByRole('listitem')
    .filter({ hasText: 'Read 1 alert at Falcon' });
  await entry.getByText('Added the details of an alert from Falcon').click();
  await expect(entry.getByRole('listitem').first()).toContainText('Added the details of an alert from Falcon');
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('tab', { name: /^Events/ }).click();
  await page
    .getByRole('button', { name: /EncodedPowershell/, expanded: false })
    .first()
    .click();
  const details = page.getByRole('article', { name: 'Details from Falcon' });
  await expect(details.getByRole('list', { name: 'Process tree' })).toContainText('winword.exe');
  await expect(details.getByText('Malicious').first()).toBeVisible();
  await expect(details.getByRole('figure', { name: 'Decoded line of the process' })).toContainText(
    'http://cdn-invoice.example.net/a.ps1',
  );
  expect(await violationsOf(page)).toEqual([]);
  await expect.poll(() => falcon.tokens.live(), PATIENCE).toBe(0);
});

test.describe('an administrator', () => {
  test.use({ role: 'admin' });

  test('a condition is tried on a case before it is set', async ({ page, api, baseURL }) => {
    const key = await caseOf(api, baseURL!, 502);
    await page.goto('/automations/crowdstrike-intel');
    const form = page.getByRole('form', { name: 'Try a condition' });
    await form.getByRole('textbox', { name: 'Condition' }).fill('severity > 99');
    await form.getByRole('textbox', { name: 'Case' }).fill(key);
    await form.getByRole('button', { name: 'Try it' }).click();
    await expect(form.getByRole('list', { name: 'Events that the condition was tried on' })).toContainText('Left out');
    await form.getByRole('textbox', { name: 'Condition' }).fill('severity >');
    await form.getByRole('button', { name: 'Try it' }).click();
    await expect(form.getByRole('alert')).toContainText('The expression');
  });
});

test.describe('a lead', () => {
  test.use({ role: 'lead' });

  test('the daily check leaves a report, tells Teams, and says what changed since', async ({ page }) => {
    const alert = falcon.addAlert({ story: 'credentialDumping', host: 503, tree: 503, at: hoursAgo(30) });
    const { hostname } = alert.device as { hostname: string };
    await check(page);
    const untaken = page.getByRole('table', { name: /^What nobody has taken/ });
    await expect(untaken.getByRole('row').filter({ hasText: hostname })).toContainText('Critical');
    expect(await violationsOf(page)).toEqual([]);

    falcon.touchAlert(alert.composite_id, { status: 'in_progress', assigned_to_name: 'Ada of Falcon' });
    await check(page);
    await expect(page.getByRole('heading', { name: 'Summary' })).toBeVisible();
    await expect(untaken.getByRole('row').filter({ hasText: hostname })).toHaveCount(0);
    await expect(page.getByRole('list', { name: 'Not there any more' })).toContainText(hostname);
  });
});

/** Presses the button under Reports, and opens the report that Teams was told of. */
async function check(page: BrowserPage): Promise<void> {
  const told = reportsTold().length;
  await page.goto('/reports');
  await page.getByRole('button', { name: 'Check Falcon now' }).click();
  await expect(page).toHaveURL(/\/runs\//);
  await expect.poll(reportsTold, PATIENCE).toHaveLength(told + 1);
  await page.goto(reportsTold().at(-1)!);
}

/** The paths that the cards lead to. */
const reportsTold = () =>
  teams.cards
    .flatMap(({ actions = [] }) => actions.map(({ url }) => new URL(url).pathname))
    .filter((path) => path.startsWith('/reports/'));
