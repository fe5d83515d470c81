import { expect, test } from './support/test.ts';

test.describe('a lead', () => {
  test.use({ role: 'lead' });

  test('says what is the house’s own, sees it marked, and takes it off the list again', async ({ page, api }) => {
    const domain = `till-${process.pid}.retail.example`;
    const { key } = await api.post<{ key: string }>('/cases', { title: 'About a till', severity: 'low' });
    await api.post(`/cases/${key}/observables`, { items: [{ value: `pos.${domain}`, type: 'hostname' }] });
    const marked = async () => {
      const { items } = await api.get<{ items: { value: string; allowListed: boolean }[] }>(
        `/cases/${key}/observables`,
      );
      return items.filter(({ allowListed }) => allowListed).map(({ value }) => value);
    };
    expect(await marked()).toEqual([]);

    await page.goto('/cases');
    await page.getByRole('link', { name: 'Own assets' }).click();
    await page.getByRole('button', { name: 'Own asset', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Add an own asset' });
    const value = dialog.getByRole('textbox', { name: 'Value' });
    await value.fill(`*.${domain}`);
    await dialog.getByRole('textbox', { name: 'Note' }).fill('Tills');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    const row = page.getByRole('row').filter({ hasText: domain });
    await expect(row).toContainText('Tills');
    expect(await marked()).toEqual([`pos.${domain}`]);

    await page.getByRole('button', { name: `Remove ${domain}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(page.getByText(`${domain} is off the list`).first()).toBeVisible();
    await expect(row).toHaveCount(0);
    expect(await marked()).toEqual([]);
  });
});

test.describe('an analyst', () => {
  test.use({ role: 'analyst' });

  test('reads the list and is offered no change of it', async ({ page, api }) => {
    const value = `192.0.2.${process.pid % 250}`;
    const { id } = await api.post<{ id: string }>('/allow-list', { kind: 'cidr', value });
    await page.goto('/settings/own-assets');
    await expect(page.getByRole('row').filter({ hasText: `${value}/32` })).toContainText('Range of addresses');
    await expect(page.getByRole('button', { name: /^(Own asset|Remove)/ })).toHaveCount(0);
    await api.send('DELETE', `/allow-list/${id}`);
  });
});
