import type { CaseView } from '#lib/domain/views/case.ts';
import { expect, test } from './support/test.ts';

test('a merge is seen before it is done, leads on from the old key, and is taken back', async ({ page, api }) => {
  const value = `merge-${process.pid}.net`;
  const open = async (title: string, more: object = {}) =>
    (
      await api.post<CaseView>('/cases', {
        ...{ title, severity: 'high', observables: [{ type: 'domain', value }] },
        ...more,
      })
    ).key;
  const into = await open('The first report');
  const source = await open('The second report', { tags: ['till'] });
  await api.post(`/cases/${source}/comments`, { body: 'Seen on till 7.' });

  await page.goto(`/cases/${source}`);
  await page.getByRole('tab', { name: /^Related/ }).click();
  const panel = page.getByRole('tabpanel', { name: /^Related/ });
  const similar = panel.getByRole('list', { name: 'Same observables, the rarest first' });
  await expect(similar).toContainText('The first report');
  await similar.getByRole('button', { name: `Merge into ${into}` }).click();
  const dialog = page.getByRole('dialog', { name: `Merge ${source} into another case` });
  await expect(dialog.getByRole('list', { name: `What ${into} gains` })).toContainText('Tags: till');
  await dialog.getByRole('button', { name: `Merge into ${into}` }).click();

  await expect(page).toHaveURL(`/cases/${into}?merged=${source}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('The first report');
  await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('Seen on till 7.');

  await page.goto(`/cases/${source}`);
  await expect(page).toHaveURL(new RegExp(`/cases/${into}\\?merged=${source}`));
  await expect(page.getByText(`${source} was merged into ${into}, which keeps all of it.`)).toBeVisible();
  expect((await api.get<CaseView>(`/cases/${source}`)).mergedInto).toBe(into);
  await page.getByRole('button', { name: 'Undo the merge', exact: true }).click();
  await expect(page).toHaveURL(`/cases/${source}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('The second report');
  expect(await api.get<CaseView>(`/cases/${source}`)).toMatchObject({ mergedInto: null, stage: 'new', tags: ['till'] });
  expect((await api.get<CaseView>(`/cases/${into}`)).tags).toEqual([]);
});

test('what cannot be merged says why, and what to do', async ({ page, api }) => {
  const open = async (title: string) => api.post<CaseView>('/cases', { title, severity: 'low' });
  const [source, ended] = [await open('Still open'), await open('Ended')];
  await api.post(
    `/cases/${ended.key}/transition`,
    { state: 'resolved', verdict: 'false_positive', summary: 'Nothing.' },
    { 'if-match': `"${ended.version}"` },
  );
  await page.goto(`/cases/${source.key}`);
  await page.getByRole('tab', { name: /^Related/ }).click();
  await page.getByRole('button', { name: 'Merge into …' }).click();
  const dialog = page.getByRole('dialog', { name: /^Merge/ });
  await dialog.getByLabel('Case that stays').fill(ended.key.toLowerCase());
  await expect(dialog).toContainText(`reopen ${ended.key} first`);
  await expect(dialog.getByRole('button', { name: 'Merge', exact: true })).toBeDisabled();
});

test('a case is linked and unlinked, an observable gets a case of its own', async ({ page, api }) => {
  const value = `detach-${process.pid}.net`;
  const other = await api.post<CaseView>('/cases', { title: 'A neighbour', severity: 'low' });
  const { key } = await api.post<CaseView>('/cases', {
    ...{ title: 'Two things in one', severity: 'low' },
    observables: [{ type: 'domain', value }, { value: `stays-${process.pid}.net` }],
  });
  await page.goto(`/cases/${key}`);
  await page.getByRole('tab', { name: /^Related/ }).click();
  await page.getByRole('button', { name: 'Link a case' }).click();
  const dialog = page.getByRole('dialog', { name: 'Link a case' });
  await dialog.getByLabel(/^Case/).fill(other.key);
  await dialog.getByLabel('Why').fill('Same till.');
  await dialog.getByRole('button', { name: 'Link', exact: true }).click();
  const linked = page.getByRole('list', { name: 'Linked' });
  await expect(linked.getByRole('listitem').filter({ hasText: 'A neighbour' })).toContainText('Same till.');
  await linked.getByRole('button', { name: `Unlink ${other.key}` }).click();
  await expect(linked).toHaveCount(0);

  await page.getByRole('tab', { name: /^Observables/ }).click();
  const row = page.getByRole('row').filter({ hasText: value.replace('.', '[.]') });
  await row.getByRole('button', { name: /^Acts on/ }).click();
  await page.getByRole('menuitem', { name: 'Detach into a new case' }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: /^Open CASE-/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`About ${value.replace('.', '[.]')}`);
  await page.getByRole('tab', { name: /^Related/ }).click();
  await expect(page.getByRole('list', { name: 'Linked' })).toContainText('This case was detached from it');
});
