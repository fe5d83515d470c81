import type { Page } from '@playwright/test';
import { fadedIn, violationsOf } from './support/axe.ts';
import { expect, test } from './support/test.ts';
import { wizDetectionBody } from './vendors/wiz.ts';

test.use({ role: 'admin' });

/** The pages, by what is there when they have loaded. */
const PAGES: Record<string, (facts: { key: string; run: string; delivery: string; observable: string }) => string> = {
  Cases: () => '/cases',
  'Cases without any': () => '/cases?q=nothing-is-called-that',
  Case: ({ key }) => `/cases/${key}`,
  Deliveries: () => '/deliveries',
  Delivery: ({ delivery }) => `/deliveries/${delivery}`,
  Automations: () => '/automations',
  Automation: () => '/automations/wiz-incident',
  'Automation with a condition': () => '/automations/crowdstrike-intel',
  Runs: () => '/runs',
  Run: ({ run }) => `/runs/${run}`,
  Connectors: () => '/connectors',
  Connector: () => '/connectors/wiz',
  'Connector that is read': () => '/connectors/crowdstrike',
  'Connector of devices': () => '/connectors/entra',
  Model: () => '/connectors/ai',
  Mapping: () => '/connectors/mapping?connector=wiz',
  Members: () => '/settings/members',
  States: () => '/settings/cases',
  Categories: () => '/settings/cases?tab=categories',
  'Custom fields': () => '/settings/cases?tab=fields',
  Runbooks: () => '/settings/runbooks',
  Runbook: () => '/settings/runbooks/default',
  Stores: () => '/settings/stores',
  'Audit log': () => '/settings/audit',
  'SLA policies': () => '/settings/sla',
  'Own assets': () => '/settings/own-assets',
  'API keys': () => '/settings/api-keys',
  Observables: () => '/observables',
  Observable: ({ observable }) => `/observables/${observable}`,
  'SLA figures': () => '/sla',
  Scout: () => '/scout',
  Reports: () => '/reports',
  'Hand-over': () => '/hand-over',
  Access: () => '/access',
  'Access, history': () => '/access?box=all',
  Notices: () => '/notices?tab=all',
  'Notices, what you hear of': () => '/notices?tab=preferences',
  Stakeholders: () => '/settings/stakeholders',
  Users: () => '/users',
  Devices: () => '/devices',
  'Change password': () => '/change-password',
  'Sign out': () => '/sign-out',
  'API reference': () => '/api/docs',
};
const THEMES = ['dark', 'light'] as const;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

for (const viewport of SIZES)
  test.describe(`${viewport.width} wide`, () => {
    test.use({ viewport });

    test('no page has a serious accessibility finding in dark or light, or is wider than its window', async ({
      page,
      wiz,
      api,
    }) => {
      test.setTimeout(300_000);
      const title = `Looked at by axe, ${viewport.width} wide`;
      const { cases, runs, id } = await wiz.deliver(wizDetectionBody(3_000 + viewport.width, { title }));
      const { items } = await api.get<{ items: { id: string }[] }>(`/cases/${cases[0]}/observables`);
      const facts = { key: cases[0]!, run: runs[0]!, delivery: id, observable: items[0]!.id };
      const found: string[] = [];
      for (const [name, addressOf] of Object.entries(PAGES)) {
        await page.goto(addressOf(facts));
        await settled(page);
        for (const theme of THEMES) {
          await page.evaluate((next) => {
            document.documentElement.dataset.theme = next;
          }, theme);
          await settled(page);
          found.push(...(await findingsOf(page)).map((finding) => `${name}, ${theme}: ${finding}`));
        }
      }
      expect(found).toEqual([]);
    });
  });

test.describe('the sign-in', () => {
  test.use({ role: null });

  for (const theme of THEMES)
    test(`has no serious finding in ${theme}`, async ({ page, context, product }) => {
      await context.addCookies([{ name: 'theme', value: theme, url: product.baseUrl }]);
      await page.goto('/sign-in');
      expect(await findingsOf(page)).toEqual([]);
    });
});

test('open dialogs have no serious finding either', async ({ page, api }) => {
  const { key } = await api.post<{ key: string }>('/cases', { title: 'With dialogs', severity: 'high' });
  await page.goto(`/cases/${key}`);
  for (const name of [/^Resolve/, /^Assignee/, 'Keys', 'Open the palette']) {
    await page.getByRole('button', { name }).first().click();
    await expect(page.getByRole('dialog').or(page.getByRole('menu')).first()).toBeVisible();
    expect(await findingsOf(page), String(name)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
});

/** Loaded: there is a heading, nothing says that it is busy, and what fades in has come. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading').first()).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await fadedIn(page);
}

async function findingsOf(page: Page): Promise<string[]> {
  const violations = await violationsOf(page);
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id} at ${nodes
          .map((node) => node.target.join(' '))
          .slice(0, 3)
          .join(' and ')}`,
    );
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return beyond > 0 ? [...serious, `wider than the window by ${beyond} px`] : serious;
}
