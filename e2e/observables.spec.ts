import type { CaseObservableView, CaseView } from '#lib/domain/views/case.ts';
import type { Page as ListPage } from '#lib/domain/views/common.ts';
import { expect, test } from './support/test.ts';

let made = 0;
/** A value that no other test uses. */
function domain(): string {
  made += 1;
  return `spec-${process.pid}-${made}.net`;
}
const defanged = (value: string) => value.replaceAll('.', '[.]');

test('a pasted text is shown before anything is added, and what is left out stays out', async ({ page, api }) => {
  const [kept, left] = [domain(), domain()];
  const { key } = await api.post<CaseView>('/cases', { title: 'With a pasted mail', severity: 'low' });
  await page.goto(`/cases/${key}`);
  await page.getByRole('tab', { name: /^Observables/ }).click();
  await page.getByRole('button', { name: 'Add observables' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add observables' });
  await dialog.getByLabel('Text').fill(`From hxxp://${defanged(kept)}/a via ${left}\njdoe-${process.pid}`);
  const found = dialog.getByRole('group', { name: /^Found/ });
  await expect(found.getByRole('checkbox'), 'the address, its host, and the other').toHaveCount(3);
  await found
    .getByRole('checkbox', { name: new RegExp(`Domain ${defanged(left).replace(/[[\].]/g, '\\$&')}`) })
    .uncheck();
  await dialog.getByRole('combobox', { name: 'Other lines' }).selectOption('user');
  await dialog.getByRole('button', { name: 'Add 3' }).click();
  await expect(dialog).toBeHidden();

  const panel = page.getByRole('tabpanel', { name: /^Observables/ });
  await expect(panel.getByRole('row').filter({ hasText: `hxxp://${defanged(kept)}/a` })).toBeVisible();
  const { items } = await api.get<ListPage<CaseObservableView>>(`/cases/${key}/observables`);
  expect(items.map((one) => one.type).sort()).toEqual(['domain', 'url', 'user']);
});

test('source by source: what each says, that no answer is not clean, and who else has it', async ({ page, api }) => {
  const value = domain();
  const open = async (title: string) =>
    (await api.post<CaseView>('/cases', { title, severity: 'high', observables: [{ type: 'domain', value }] })).key;
  const other = await open('The one before');
  const key = await open('The one now');
  await api.post(
    `/cases/${other}/transition`,
    { state: 'resolved', verdict: 'true_positive', summary: 'It was.' },
    { 'if-match': '*' },
  );
  const { items } = await api.get<ListPage<CaseObservableView>>(`/cases/${key}/observables`);
  const { id } = items[0]!;
  const say = (body: object) => api.post(`/observables/${id}/enrichments`, body);
  await say({ source: 'recordedfuture', state: 'answered', verdict: 'benign', score: 2 });
  await say({ source: 'otx', state: 'limited', note: 'Quota used up.' });

  await page.goto(`/cases/${key}`);
  await page.getByRole('tab', { name: /^Observables/ }).click();
  const panel = page.getByRole('tabpanel', { name: /^Observables/ });
  const row = panel.getByRole('row').filter({ hasText: defanged(value) });
  await expect(row.getByRole('list', { name: 'Sources' })).toContainText('AlienVault OTX let us ask no more');
  await expect(row).toContainText('Benign');
  await say({ source: 'virustotal', state: 'answered', verdict: 'malicious', score: 9 });
  await expect(row, 'the open page hears of the flip').toContainText('Malicious');
  await expect(row).toContainText('conflict');

  await row.getByRole('button', { name: /^Details/ }).click();
  const shared = panel.getByRole('list', { name: 'Other cases that hold it' });
  await expect(shared.getByRole('listitem').filter({ hasText: other })).toContainText('True positive');
  await expect(panel.getByRole('table', { name: 'What each source says' })).toContainText('Quota used up.');
});

test('role, key flag and a verdict with its reason are set from the row, by keyboard', async ({ page, api }) => {
  const value = domain();
  const { key } = await api.post<CaseView>('/cases', {
    title: 'To be judged',
    severity: 'low',
    observables: [{ type: 'domain', value }],
  });
  await page.goto(`/cases/${key}`);
  await page.getByRole('tab', { name: /^Observables/ }).click();
  const panel = page.getByRole('tabpanel', { name: /^Observables/ });
  const row = panel.getByRole('row').filter({ hasText: defanged(value) });
  const acts = row.getByRole('button', { name: /^Acts on/ });
  await acts.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Key observable' }).press('Enter');
  await expect(row.getByRole('img', { name: 'Key observable' })).toBeVisible();
  await acts.press('Enter');
  await page.getByRole('menuitemradio', { name: 'Victim' }).press('Enter');
  await expect(row).toContainText('Victim');

  await acts.press('Enter');
  await page.getByRole('menuitem', { name: 'Set the verdict …' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Set the verdict' });
  await dialog.getByLabel('Verdict', { exact: true }).selectOption('suspicious');
  await dialog.getByLabel(/^Reason/).fill('Seen in two mails.');
  await dialog.getByRole('button', { name: 'Set the verdict' }).click();
  await expect(dialog).toBeHidden();
  await expect(row).toContainText('Suspicious');

  await row.getByRole('link', { name: defanged(value) }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Set by people' })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Verdicts that people set' })).toContainText('Seen in two mails.');
  await expect(page.getByRole('table', { name: /^Cases that hold this observable/ })).toContainText(key);
  await page.getByRole('button', { name: 'Set the verdict' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Let the sources decide' }).click();
  await expect(page.getByRole('list', { name: 'Verdicts that people set' })).toContainText('ended');
});

test('a user and a device have pages of their own, with cases and last events', async ({ page, api }) => {
  const [user, device] = [`u-${process.pid}`, `POS-${process.pid}`];
  const { key } = await api.post<CaseView>('/cases', {
    title: 'About a till',
    severity: 'low',
    observables: [
      { type: 'user', value: user },
      { type: 'device', value: device },
    ],
  });
  await page.goto('/devices');
  await page.getByRole('link', { name: new RegExp(device, 'i') }).click();
  await expect(page).toHaveURL(/\/devices\/.+/);
  await expect(page.getByRole('region', { name: 'Facts' })).toContainText('1 of 1');
  await expect(page.getByRole('region', { name: 'Last events' })).toContainText('No vendor has reported');
  await page.getByRole('link', { name: key, exact: true }).click();
  await expect(page).toHaveURL(`/cases/${key}`);
  await page.goto('/users');
  await expect(page.getByRole('link', { name: user })).toBeVisible();
});

test.describe('a viewer', () => {
  test.use({ role: 'viewer' });

  test('reads what the sources say and is offered no act', async ({ page, api }) => {
    const value = domain();
    const { key } = await api.post<CaseView>('/cases', {
      title: 'Only to be read',
      severity: 'low',
      observables: [{ type: 'domain', value }],
    });
    await page.goto(`/cases/${key}`);
    await page.getByRole('tab', { name: /^Observables/ }).click();
    const row = page.getByRole('row').filter({ hasText: defanged(value) });
    await expect(row).toBeVisible();
    await expect(row.getByRole('button', { name: /^Acts on/ })).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Add observables' })).toHaveCount(0);
  });
});
