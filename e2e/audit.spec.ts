import { readFile } from 'node:fs/promises';
import type { CaseView } from '#lib/domain/views/case.ts';
import { expect, test } from './support/test.ts';

test.describe('an administrator', () => {
  test.use({ role: 'admin' });

  test('finds who changed what, from where, with old and new', async ({ page, api }) => {
    const { key } = await api.post<CaseView>('/cases', { title: 'Before', severity: 'low' });
    const changed = await page.request.patch(`/api/v1/cases/${key}`, {
      data: { title: 'After' },
      headers: { 'if-match': '*', 'sec-fetch-site': 'same-origin' },
    });
    expect(changed.status()).toBe(200);
    await page.goto('/settings/audit');
    await page.getByRole('searchbox', { name: 'Key or id of the thing' }).fill(key);
    await expect(page).toHaveURL(new RegExp(`entityId=${key}`));
    const change = page.getByRole('button', { name: new RegExp(`^case\\.update on ${key} by Administrator`) });
    await change.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'case.update' });
    const row = dialog.getByRole('row').filter({ hasText: 'title' });
    await expect(row).toContainText('Before');
    await expect(row).toContainText('After');
    await expect(dialog).toContainText(/127\.0\.0\.1|::1/);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  });

  test('filters by action and takes the rows home as CSV', async ({ page, api }) => {
    const name = `Audited ${process.pid}`;
    await api.post('/stores', { name, timeZone: 'Europe/Rome' });
    await page.goto('/settings/audit?action=store.create');
    await expect(page.getByRole('row').filter({ hasText: `audited-${process.pid}` })).toBeVisible();
    await expect(page.getByRole('row').filter({ hasText: 'case.open' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'CSV' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/);
    const text = await readFile(await file.path(), 'utf8');
    expect(text).toContain(`audited-${process.pid}`);
    expect(text).not.toContain('case.open');
  });

  test('verifies the chain', async ({ page, api }) => {
    await api.post('/cases', { title: 'In the chain', severity: 'low' });
    await page.goto('/settings/audit');
    await page.getByRole('button', { name: 'Verify' }).click();
    const dialog = page.getByRole('dialog', { name: 'Is the log as it was written?' });
    await expect(dialog).toContainText(/^.*Yes: [\d,]+ rows?/s);
    const hash = await dialog.getByTitle('Copy the hash').innerText();
    const noted = dialog.getByRole('textbox', { name: 'A seal that you noted' });
    await noted.fill(hash.trim());
    await dialog.getByRole('button', { name: 'Check against it' }).click();
    await expect(dialog).toContainText('The seal that you noted stands in the chain');
    await noted.fill('0'.repeat(64));
    await dialog.getByRole('button', { name: 'Check against it' }).click();
    await expect(dialog).toContainText('The noted seal does not stand in the chain');
  });
});

test.describe('an analyst', () => {
  test.use({ role: 'analyst' });

  test('is told that the log is not for this role', async ({ page }) => {
    await page.goto('/settings/audit');
    await expect(page.getByRole('heading', { name: 'Only leads and administrators read the audit log' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Audit log' })).toHaveCount(0);
    expect((await page.request.get('/api/v1/audit')).status()).toBe(403);
  });
});
