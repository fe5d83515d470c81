import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { BlobReader, BlobWriter, ZipReader } from '@zip.js/zip.js';
import type { CaseView } from '#lib/domain/views/case.ts';
import type { Api } from './support/api.ts';
import { expect, test } from './support/test.ts';

async function openFiles(page: Page, api: Api, title: string): Promise<string> {
  const { key } = await api.post<CaseView>('/cases', { title, severity: 'low' });
  await page.goto(`/cases/${key}`);
  await page.getByRole('tab', { name: /^Files/ }).click();
  return key;
}

test('a file is added, hashed, downloaded as it was, and deleted with a reason', async ({ page, api }) => {
  const buffer = Buffer.from(`evidence ${process.pid}`);
  const hash = createHash('sha256').update(buffer).digest('hex');
  await openFiles(page, api, 'With a file');
  await page
    .getByRole('region', { name: 'Add files' })
    .getByLabel('Files', { exact: true })
    .setInputFiles({ name: 'mail.eml', mimeType: 'message/rfc822', buffer });
  const file = page.getByRole('list', { name: 'Files' }).getByRole('listitem').filter({ hasText: 'mail.eml' });
  await expect(file).toContainText(hash);
  await expect(page.getByRole('tab', { name: /^Observables ?1$/ }), 'its hash is an observable').toBeVisible();

  const coming = page.waitForEvent('download');
  await file.getByRole('link', { name: 'Download mail.eml' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe('mail.eml');
  expect((await readFile(await download.path())).equals(buffer)).toBe(true);

  await file.getByRole('button', { name: 'Delete mail.eml' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete mail.eml' });
  await dialog.getByLabel(/^Reason/).fill('Customer data.');
  await dialog.getByRole('button', { name: 'Delete the file' }).click();
  await expect(file).toContainText('Customer data.');
  await expect(file.getByRole('link', { name: 'Download mail.eml' })).toHaveCount(0);
});

test('dropped malware leaves only as an archive with the password', async ({ page, api }) => {
  const content = `MZ ${process.pid}`;
  await openFiles(page, api, 'With a sample');
  const zone = page.getByRole('region', { name: 'Add files' });
  await zone.getByRole('switch', { name: 'They are malware' }).click();
  const dataTransfer = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'dropper.exe'));
    return transfer;
  }, content);
  await zone.dispatchEvent('drop', { dataTransfer });
  const file = page.getByRole('list', { name: 'Files' }).getByRole('listitem').filter({ hasText: 'dropper.exe' });
  await expect(file).toContainText('malware');

  const coming = page.waitForEvent('download');
  await file.getByRole('link', { name: /^Download dropper\.exe as a ZIP/ }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe('dropper.exe.zip');
  const archive = await readFile(await download.path());
  expect(archive.includes(content)).toBe(false);
  const [entry] = await new ZipReader(new BlobReader(new Blob([archive]))).getEntries();
  if (!entry || entry.directory) throw new Error('no file in the archive');
  expect(await (await entry.getData(new BlobWriter(), { password: 'infected' })).text()).toBe(content);
});

test('what is too large is refused before it is sent', async ({ page, api }) => {
  await openFiles(page, api, 'With too much');
  const buffer = Buffer.alloc(25 * 1024 * 1024 + 1);
  await page
    .getByRole('region', { name: 'Add files' })
    .getByLabel('Files', { exact: true })
    .setInputFiles({ name: 'disk.img', mimeType: 'application/octet-stream', buffer });
  const upload = page.getByRole('list', { name: 'Uploads' }).getByRole('listitem').filter({ hasText: 'disk.img' });
  await expect(upload.getByRole('alert')).toContainText('25 MB at most');
  await upload.getByRole('button', { name: 'Dismiss disk.img' }).click();
  await expect(upload).toHaveCount(0);
});
