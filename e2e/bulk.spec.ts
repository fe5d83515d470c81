import type { Page } from '@playwright/test';
import type { CaseView } from '#lib/domain/views/case.ts';
import type { Api } from './support/api.ts';
import { expect, test } from './support/test.ts';

const rows = (page: Page) => page.getByRole('grid', { name: 'Cases' }).getByRole('row').filter({ hasText: 'Bulk:' });
const bar = (page: Page) => page.getByRole('region', { name: 'Selected cases' });

/** Three cases of one tag of their own, shown oldest first. Informational ones are given to nobody, so that nobody but the test works them. */
async function three(page: Page, api: Api, tag: string) {
  const made: CaseView[] = [];
  for (const name of ['first', 'second', 'third'])
    made.push(await api.post<CaseView>('/cases', { title: `Bulk: ${name}`, severity: 'informational', tags: [tag] }));
  await page.goto(`/cases?tag=${tag}&sort=created`);
  await expect(rows(page)).toHaveCount(3);
  return made.map(({ key }) => key);
}

test('marked by keys, changed together, taken back together', async ({ page, api }) => {
  const keys = await three(page, api, 'bulk-keys');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(bar(page)).toContainText('1 selected');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+X');
  await expect(bar(page)).toContainText('3 selected');

  await bar(page).getByRole('button', { name: 'Severity' }).click();
  await page.getByRole('menuitem', { name: 'Critical' }).click();
  await expect(rows(page).getByText('Critical')).toHaveCount(3);
  await expect(page.getByText('3 cases changed').first()).toBeVisible();
  await expect.poll(() => api.get<CaseView>(`/cases/${keys[2]}`)).toMatchObject({ severity: 'critical' });

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('3 cases as before').first()).toBeVisible();
  await expect(rows(page).getByText('Critical')).toHaveCount(0);
  expect(await api.get<CaseView>(`/cases/${keys[2]}`)).toMatchObject({ severity: 'informational' });
});

test('closed with one verdict', async ({ page, api }) => {
  const keys = await three(page, api, 'bulk-close');
  await page.getByRole('checkbox', { name: 'Select all that are loaded' }).press('Space');
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog', { name: 'Close 3 cases' });
  await dialog.getByRole('combobox', { name: 'Verdict' }).selectOption('False positive');
  await dialog.getByRole('textbox', { name: 'Summary' }).fill('The scanner was ours.');
  await dialog.getByRole('button', { name: 'Close 3 cases' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('3 cases changed').first()).toBeVisible();
  for (const key of keys)
    expect(await api.get<CaseView>(`/cases/${key}`)).toMatchObject({
      state: 'closed',
      resolution: { verdict: 'false_positive', summary: 'The scanner was ours.' },
    });
});

test('what one case refuses is put back, and says why', async ({ page, api }) => {
  const [, , third] = await three(page, api, 'bulk-refused');
  await api.post(`/cases/${third}/transition`, { state: 'in_progress' }, { 'if-match': '*' });
  await expect(rows(page).getByRole('gridcell', { name: 'In progress', exact: true })).toHaveCount(1);
  await page.getByRole('checkbox', { name: 'Select all that are loaded' }).press('Space');
  await page.keyboard.press('s');
  await page.getByRole('menuitem', { name: 'In progress' }).click();
  await expect(page.getByText('2 cases changed').first()).toBeVisible();
  await expect(page.getByText(`1 case refused: A case in state`).first()).toBeVisible();
  await expect(rows(page).getByRole('gridcell', { name: 'In progress', exact: true })).toHaveCount(3);
  await expect(bar(page), 'who refused stays selected').toContainText('1 selected');
  await bar(page).getByRole('button', { name: '1 refused' }).click();
  await expect(page.getByRole('dialog', { name: 'Refused' })).toContainText('cannot move to in_progress');
});

test('t takes all that are marked', async ({ page, api, accounts }) => {
  await three(page, api, 'bulk-take');
  await page.getByRole('checkbox', { name: 'Select all that are loaded' }).press('Space');
  await page.keyboard.press('t');
  await expect(page.getByText('3 cases changed').first()).toBeVisible();
  await expect(rows(page).getByRole('img', { name: accounts.analyst.name })).toHaveCount(3);
});

test('tags are added to all of them', async ({ page, api }) => {
  const keys = await three(page, api, 'bulk-tags');
  await page.getByRole('checkbox', { name: 'Select all that are loaded' }).press('Space');
  await bar(page).getByRole('button', { name: 'Tags' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tags of the selected cases' });
  await dialog.getByRole('textbox', { name: 'Add' }).fill('till-fleet,');
  await dialog.getByRole('button', { name: 'Change the tags' }).click();
  await expect(page.getByText('3 cases changed').first()).toBeVisible();
  for (const key of keys)
    expect((await api.get<CaseView>(`/cases/${key}`)).tags.sort()).toEqual(['bulk-tags', 'till-fleet']);
});

test.describe('a viewer', () => {
  test.use({ role: 'viewer' });
  test('marks nothing', async ({ page, api }) => {
    await three(page, api, 'bulk-viewer');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await expect(page.getByRole('checkbox')).toHaveCount(0);
    await expect(bar(page)).toBeHidden();
  });
});
