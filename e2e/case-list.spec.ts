import type { Page } from '@playwright/test';
import type { CaseListItem, CaseView } from '#lib/domain/views/case.ts';
import { seriousOf } from './support/axe.ts';
import { expect, test } from './support/test.ts';

const grid = (page: Page) => page.getByRole('grid', { name: 'Cases' });
const rowOf = (page: Page, title: string) => grid(page).getByRole('row').filter({ hasText: title });
const live = (page: Page) => expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();

test.beforeAll(async ({ api }) => {
  const open = (fields: object) => api.post<CaseView>('/cases', { severity: 'low', ...fields });
  for (let n = 0; n < 24; n += 1) await open({ title: `Filler ${n}`, tags: ['list-filler'] });
  await open({ title: 'List: red bucket', severity: 'critical', category: 'Cloud', tags: ['list-spec', 'pci'] });
  await open({ title: 'List: blue mailbox', severity: 'high', category: 'Email', tags: ['list-spec'], vip: true });
  const told = await open({
    title: 'List: green kiosk',
    description: 'The zebrawood terminal restarted twice.',
    tags: ['list-spec'],
    customFields: { region: 'eu-spec-1' },
  });
  await api.post(`/cases/${told.key}/comments`, { body: 'Somebody unplugged the quokkacable.' });
});

test('twenty cases and more are seen at once, and only those in sight exist', async ({ page }) => {
  await page.goto('/cases?tag=list-filler&sort=created');
  await expect(rowOf(page, 'Filler 0')).toBeVisible();
  for (let n = 0; n < 20; n += 1) await expect(rowOf(page, `Filler ${n}`).first()).toBeInViewport({ ratio: 1 });
  expect(await grid(page).getByRole('row').count()).toBeLessThan(60);
});

test('of ten thousand loaded cases only those in sight exist', async ({ page, api }) => {
  test.setTimeout(120_000);
  const { items } = await api.get<{ items: CaseListItem[] }>('/cases?tag=list-filler&limit=1');
  const total = 10_000;
  // The pages come from here: to open so many cases takes minutes, and other tests would find them.
  await page.route(/\/api\/v1\/cases\?/, async (route) => {
    const query = new URL(route.request().url()).searchParams;
    const [from, limit] = [Number(query.get('cursor') ?? 0), Number(query.get('limit'))];
    const rows = Array.from({ length: Math.min(limit, total - from) }, (_, n) => ({
      ...items[0],
      key: `CASE-${100_000 + from + n}`,
      title: `Row ${from + n}`,
    }));
    const nextCursor = from + limit < total ? String(from + limit) : null;
    await route.fulfill({ json: { items: rows, nextCursor, count: { value: total, capped: false } } });
  });
  await page.goto('/cases?tag=list-filler');
  await expect(rowOf(page, 'Row 0').first()).toBeVisible();
  const body = grid(page).getByRole('rowgroup');
  await expect(async () => {
    await body.evaluate((box) => box.scrollTo(0, box.scrollHeight));
    await expect(rowOf(page, `Row ${total - 1}`)).toBeVisible({ timeout: 100 });
  }).toPass({ intervals: [20], timeout: 90_000 });
  expect(await grid(page).getByRole('row').count()).toBeLessThanOrEqual(60);
});

test('filters stand in the address, with counts beside their values, and go by their cross', async ({ page }) => {
  await page.goto('/cases?tag=list-spec');
  await expect(grid(page).getByRole('link')).toHaveCount(3);
  await page.getByRole('button', { name: 'Severity any' }).click();
  const severities = page.getByRole('dialog', { name: 'Severity' });
  await expect(severities.getByText('Critical')).toBeVisible();
  await expect(severities.getByRole('group').locator('label').filter({ hasText: 'Critical' })).toContainText('1');
  await severities.getByRole('checkbox', { name: 'Critical' }).press('Space');
  await expect(page).toHaveURL(/severity=critical/);
  await page.keyboard.press('Escape');
  await expect(severities).toBeHidden();
  await expect(grid(page).getByRole('link')).toHaveCount(1);

  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const more = page.getByRole('dialog', { name: 'More filters' });
  await more.getByRole('button', { name: 'Category' }).click();
  await more.getByRole('checkbox', { name: 'Email' }).press('Space');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'No open case fits these filters' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove filter Category Email' }).click();
  await expect(rowOf(page, 'List: red bucket')).toBeVisible();
});

test('by VIP, by a custom field, by when it was opened', async ({ page }) => {
  await page.goto('/cases?tag=list-spec&vip=true');
  await expect(grid(page).getByRole('link', { name: 'List: blue mailbox' })).toBeVisible();
  await expect(grid(page).getByRole('link')).toHaveCount(1);
  await page.goto('/cases?field=region:eu-spec-1');
  await expect(grid(page).getByRole('link', { name: 'List: green kiosk' })).toBeVisible();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const more = page.getByRole('dialog', { name: 'More filters' });
  await more.getByRole('button', { name: 'Created' }).click();
  await more.getByRole('button', { name: 'in the last hour' }).click();
  await expect(page).toHaveURL(/createdFrom=-1h/);
  await expect(page.getByRole('button', { name: 'Remove filter Created in the last hour' })).toBeVisible();
  await expect(grid(page).getByRole('link', { name: 'List: green kiosk' })).toBeVisible();
});

test('words are found in descriptions and comments, and shown where they stand', async ({ page }) => {
  await page.goto('/cases');
  const search = page.getByRole('searchbox');
  await search.fill('zebrawood');
  await search.press('Enter');
  await expect(rowOf(page, 'List: green kiosk')).toContainText('In the description');
  await expect(grid(page).getByText('zebrawood', { exact: true })).toBeVisible();
  await search.fill('quokkac');
  await search.press('Enter');
  await expect(rowOf(page, 'List: green kiosk')).toContainText('In a comment');
  await expect(page.getByRole('button', { name: /Sort.*Best hit/ })).toBeVisible();
});

test('a view is saved, counts by itself, is shared and removed', async ({ page, open, api }) => {
  await page.goto('/cases?tag=list-spec');
  await expect(grid(page).getByRole('link')).toHaveCount(3);
  await page.getByRole('button', { name: 'Save as a view' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as a view' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Spec cases');
  await dialog.getByRole('combobox', { name: 'Seen by' }).selectOption('Everybody');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  const link = page.getByRole('link', { name: /^Spec cases/ });
  await expect(link).toContainText('3');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Spec cases');

  const other = await open('viewer');
  await other.goto('/cases');
  await live(other);
  await expect(other.getByRole('link', { name: /^Spec cases/ })).toContainText('3');
  const { key } = await api.post<CaseView>('/cases', { title: 'List: one more', severity: 'low', tags: ['list-spec'] });
  await expect(other.getByRole('link', { name: /^Spec cases/ })).toContainText('4');
  await api.post(
    `/cases/${key}/transition`,
    { state: 'closed', verdict: 'duplicate', summary: 'Made for a count.' },
    { 'if-match': '*' },
  );
  await expect(link).toContainText('3');

  await link.hover();
  await page.getByRole('button', { name: 'Change the view Spec cases' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(link).toBeHidden();
});

test('columns are chosen, and stay chosen', async ({ page }) => {
  await page.goto('/cases?tag=list-spec');
  await expect(grid(page).getByRole('columnheader', { name: 'Source' })).toBeVisible();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Source' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Category' }).click();
  await page.keyboard.press('Escape');
  await expect(grid(page).getByRole('columnheader', { name: 'Source' })).toBeHidden();
  await page.reload();
  await expect(grid(page).getByRole('columnheader', { name: 'Category' })).toBeVisible();
  await expect(grid(page).getByRole('columnheader', { name: 'Source' })).toBeHidden();
});

test('the preview shows the selected case beside the list', async ({ page }) => {
  await page.goto('/cases?tag=list-spec&sort=created');
  await expect(rowOf(page, 'List: red bucket')).toBeVisible();
  await page.keyboard.press('p');
  const preview = page.getByRole('complementary', { name: 'Preview' });
  await expect(preview).toContainText('Select a case');
  await page.keyboard.press('j');
  await expect(preview.getByRole('heading', { name: 'List: red bucket' })).toBeVisible();
  await expect(preview.getByRole('region', { name: 'Last entries' })).toContainText('Opened the case');
  await page.keyboard.press('j');
  await expect(preview.getByRole('heading', { name: 'List: blue mailbox' })).toBeVisible();
  await page.keyboard.press('p');
  await expect(preview).toBeHidden();
});

test('what leaves the list stays under the cursor as a ghost until it moves', async ({ page, api }) => {
  const made: CaseView[] = [];
  for (const title of ['Ghost: first', 'Ghost: second', 'Ghost: third'])
    made.push(await api.post<CaseView>('/cases', { title, severity: 'low', tags: ['ghosts'] }));
  await page.goto('/cases?tag=ghosts&sort=created');
  await live(page);
  const second = rowOf(page, 'Ghost: second');
  await second.hover();
  const place = (await second.boundingBox())!.y;
  const close = { state: 'closed', verdict: 'duplicate', summary: 'Made for a test.' };
  await api.post(`/cases/${made[0]!.key}/transition`, close, { 'if-match': '*' });
  await expect(rowOf(page, 'Ghost: first')).toContainText('Not in this list any more.');
  expect((await second.boundingBox())!.y, 'nothing moves under the cursor').toBe(place);
  await page.getByRole('heading', { level: 1 }).hover();
  await expect(rowOf(page, 'Ghost: first')).toBeHidden();
  await expect(second).toBeVisible();
});

test('an on-call analyst finds and takes a case on a phone', async ({ page, api }) => {
  await api.post('/cases', { title: 'List: by phone', severity: 'high', tags: ['phone'] });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/cases?tag=phone');
  await expect(rowOf(page, 'List: by phone')).toBeVisible();
  await page.getByRole('checkbox', { name: /^Select CASE-/ }).press('Space');
  const bar = page.getByRole('region', { name: 'Selected cases' });
  await bar.getByRole('button', { name: 'Assign' }).click();
  await page.getByRole('option', { name: /\(you\)/ }).click();
  await expect(page.getByText('1 case changed').first()).toBeVisible();
});

for (const theme of ['dark', 'light'] as const)
  test(`with preview, marks and an open filter axe finds nothing serious, ${theme}`, async ({ page }) => {
    await page.goto('/cases?tag=list-spec&sort=created');
    await expect(rowOf(page, 'List: red bucket')).toBeVisible();
    await page.evaluate((name) => {
      document.documentElement.dataset.theme = name;
    }, theme);
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('p');
    await expect(page.getByRole('region', { name: 'Selected cases' })).toBeVisible();
    await page.getByRole('button', { name: 'Assignee any' }).click();
    await expect(
      page.getByRole('dialog', { name: 'Assignee' }).getByRole('checkbox', { name: 'nobody' }),
    ).toBeVisible();
    expect(await seriousOf(page)).toEqual([]);
  });
