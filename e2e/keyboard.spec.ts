import { expect, test } from './support/test.ts';

const TITLES = ['Keys: first', 'Keys: second', 'Keys: third'];

test.beforeAll(async ({ api }) => {
  for (const title of TITLES) await api.post('/cases', { title, severity: 'low', tags: ['keys'] });
});

test('a case is found, opened and worked without a mouse', async ({ page }) => {
  await page.goto('/cases?tag=keys&sort=created');
  const rows = page.getByRole('grid', { name: 'Cases' }).getByRole('row').filter({ hasText: 'Keys:' });
  await expect(rows).toHaveCount(TITLES.length);
  const chosen = page.getByRole('grid', { name: 'Cases' }).getByRole('row', { selected: true });
  await page.keyboard.press('j');
  const first = await chosen.getByRole('link').textContent();
  await page.keyboard.press('j');
  await expect(chosen.getByRole('link')).not.toHaveText(first!);
  await page.keyboard.press('k');
  await expect(chosen.getByRole('link')).toHaveText(first!);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/cases\/CASE-\d+$/);

  const observables = page.getByRole('tab', { name: /^Observables/ });
  // The address changes before the page does.
  await expect(observables).toBeVisible();
  await page.keyboard.press('2');
  await expect(observables).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('m');
  await expect(page.getByRole('textbox', { name: 'Comment' })).toBeFocused();
  await page.keyboard.type('Typed without a mouse');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('Typed without a mouse');
  await page.keyboard.press('Escape');
  await page.keyboard.press('t');
  await expect(page.getByRole('button', { name: /^Assignee: Analyst/ })).toBeVisible();
  await page.keyboard.press('v');
  await expect(page.getByRole('dialog', { name: /^Severity of CASE-/ })).toBeVisible();
  await page.keyboard.type('high');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Severity: high. Change' })).toBeVisible();
  await page.keyboard.press('u');
  await expect(page).toHaveURL(/\/cases(\?|$)/);
  await expect(page.getByRole('grid', { name: 'Cases' }).getByRole('link').first()).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await expect(page).toHaveURL('/observables');
});

test('the search has the slash, and a key that is typed opens its case', async ({ page, api }) => {
  const { key } = await api.post<{ key: string }>('/cases', { title: 'Found by its key', severity: 'low' });
  await page.goto('/deliveries');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type(key.toLowerCase());
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/cases/${key}`);
});

test('an indicator that is pasted finds the cases that hold it, defanged or not', async ({ page, api }) => {
  await api.post('/cases', {
    ...{ title: 'Holds the indicator', severity: 'low' },
    observables: [{ value: 'login-portal.example.net' }],
  });
  await page.goto('/cases');
  await page.keyboard.press('/');
  await page.keyboard.insertText('login-portal[.]example[.]net');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'Holds the indicator' })).toBeVisible();
});

test('the palette goes anywhere, and the question mark tells the keys', async ({ page }) => {
  await page.goto('/cases');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find cases, observables, members, pages and actions' });
  await expect(palette).toBeVisible();
  await page.keyboard.type('Automations');
  const option = palette.getByRole('option', { name: /^Automations/ });
  await expect(option).toBeVisible();
  await expect(async () => {
    if ((await option.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown');
    await expect(option).toHaveAttribute('aria-selected', 'true', { timeout: 200 });
  }).toPass();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/automations');

  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys).toContainText('Next case');
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
});
