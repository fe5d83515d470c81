import type { Page } from '@playwright/test';
import type { CaseView } from '#lib/domain/views/case.ts';
import { expect, test } from './support/test.ts';

type Api = { post<T>(path: string, body: unknown): Promise<T>; get<T>(path: string): Promise<T> };
const open = (api: Api) =>
  api.post<CaseView>('/cases', {
    title: 'A case that nobody has seen',
    severity: 'informational',
    tags: ['acknowledge-spec'],
  });
const isAcknowledged = async (api: Api, key: string) =>
  (await api.get<CaseView>(`/cases/${key}`)).acknowledgedAt !== null;
const button = (page: Page) => page.getByRole('button', { name: 'Acknowledge', exact: true });

test('a case is acknowledged by its button, its menu, its key and from the palette', async ({ page, api }) => {
  const ways: (() => Promise<void>)[] = [
    () => button(page).click(),
    async () => {
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name: 'Acknowledge' }).click();
    },
    () => page.keyboard.press('y'),
    async () => {
      await page.keyboard.press('ControlOrMeta+k');
      await page.keyboard.type('Acknowledge');
      await page.getByRole('option', { name: /^Acknowledge/ }).click();
    },
  ];
  for (const way of ways) {
    const { key } = await open(api);
    await page.goto(`/cases/${key}`);
    await expect(button(page)).toBeVisible();
    await way();
    await expect(button(page)).toBeHidden();
    await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('acknowledged the case');
    expect(await isAcknowledged(api, key)).toBe(true);
  }
});

test('the selected case of the list is acknowledged by its key, or in its preview', async ({ page, api }) => {
  const keys = [(await open(api)).key, (await open(api)).key];
  await page.goto('/cases?tag=acknowledge-spec&sort=-created');
  await expect(page.getByRole('row').filter({ hasText: keys[1]! })).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('y');
  await expect.poll(() => isAcknowledged(api, keys[1]!)).toBe(true);
  await page.keyboard.press('p');
  await page.keyboard.press('j');
  const preview = page.getByRole('complementary', { name: 'Preview' });
  await expect(preview).toContainText(keys[0]!);
  await preview.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(preview.getByRole('button', { name: 'Acknowledge' })).toBeHidden();
  await expect.poll(() => isAcknowledged(api, keys[0]!)).toBe(true);
});

test('on a phone it takes one touch', async ({ page, api }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const { key } = await open(api);
  await page.goto(`/cases/${key}`);
  await expect(button(page)).toBeInViewport({ ratio: 1 });
  await button(page).click();
  await expect.poll(() => isAcknowledged(api, key)).toBe(true);
});

test.describe('without a network', () => {
  // What fails is what the test is about.
  test.use({ expectedError: /ERR_INTERNET_DISCONNECTED/ });

  test('what was shown at once is put back, and why', async ({ page, api }) => {
    const { key } = await open(api);
    await page.goto(`/cases/${key}`);
    await expect(button(page)).toBeVisible();
    await page.context().setOffline(true);
    await button(page).click();
    await expect(
      page
        .getByRole('status')
        .filter({ hasText: /reach|network|connection/i })
        .first(),
    ).toBeVisible();
    await expect(button(page)).toBeVisible();
    await page.context().setOffline(false);
    expect(await isAcknowledged(api, key)).toBe(false);
  });
});

test.describe('a viewer', () => {
  test.use({ role: 'viewer' });

  test('is not offered it', async ({ page, api }) => {
    const { key } = await open(api);
    await page.goto(`/cases/${key}`);
    await expect(page.getByRole('button', { name: 'More' })).toBeVisible();
    await expect(button(page)).toBeHidden();
  });
});
