import { expect, test } from './support/test.ts';
import { push } from './vendors/push.ts';

test.use({ role: 'admin' });

test('a secret is set and never shown; the connection is tested against Wiz', async ({ page, wiz, api }) => {
  await page.goto('/connectors/wiz');
  await page.getByRole('button', { name: 'Replace Client secret' }).click();
  await page.getByLabel('New client secret').fill('a-wrong-secret-value');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Replace Client secret' })).toBeVisible();
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText('Does not work')).toBeVisible();

  await page.getByRole('button', { name: 'Replace Client secret' }).click();
  await page.getByLabel('New client secret').fill(wiz.clientSecret);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Replace Client secret' })).toBeVisible();
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText('Works', { exact: true })).toBeVisible();
  expect(wiz.tokensIssued).toBeGreaterThan(0);

  await page.reload();
  await expect(page.getByRole('heading', { name: 'Webhook address' })).toBeVisible();
  const told = [
    await page.content(),
    JSON.stringify(await api.get('/connectors')),
    JSON.stringify(await api.get('/connectors/wiz')),
  ];
  for (const secret of [wiz.clientSecret, wiz.token, 'a-wrong-secret-value'])
    for (const text of told) expect(text).not.toContain(secret);
});

test('a named source gets an address and a token of its own, shown once', async ({ page, product }) => {
  const name = `badge-readers-${process.pid}`;
  await page.goto('/connectors');
  await page.getByRole('button', { name: 'Source' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('button', { name: 'Add source' }).click();
  const dialog = page.getByRole('dialog', { name: `${name} is ready` });
  const shown = dialog
    .getByRole('definition')
    .filter({ hasText: /^[\w-]{24,}$/ })
    .first();
  const token = (await shown.textContent())?.trim() ?? '';
  await dialog.getByRole('button', { name: 'I have copied them' }).click();
  await expect(page.getByRole('link', { name })).toBeVisible();

  const hook = `${product.baseUrl}/api/hooks/generic/${name}`;
  const alert = { id: 'b-1', title: 'Door forced', severity: 'high' };
  expect((await push(hook, { bearer: token }, alert)).status).toBe(202);
  expect((await push(hook, { bearer: 'another' }, alert)).status).toBe(401);
  await page.reload();
  expect(await page.content()).not.toContain(token);
});
