import { memberOf } from './support/people.ts';
import { expect, test } from './support/test.ts';

test.describe('an administrator', () => {
  test.use({ role: 'admin' });

  test('adds a member, hands over the password once, and disables the member again', async ({ page, api }) => {
    const email = `tess.${process.pid}@shop.example`;
    await page.goto('/settings/members');
    await page.getByRole('button', { name: 'Member', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a member' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Tess Ting');
    await dialog.getByRole('textbox', { name: 'E-mail' }).fill(email);
    await dialog.getByRole('combobox', { name: 'Role' }).selectOption('analyst');
    await dialog.getByRole('combobox', { name: 'Tier' }).selectOption('2');
    await dialog.getByRole('button', { name: 'Add member' }).click();
    const once = page.getByRole('dialog', { name: 'One-time password for Tess Ting' });
    await expect(once).toContainText(email);
    await once.getByRole('button', { name: 'I have copied it' }).click();
    await expect(page.getByRole('row').filter({ hasText: email })).toContainText('Analyst');

    await page.getByRole('button', { name: 'Tess Ting' }).click();
    await page.getByRole('dialog', { name: 'Tess Ting' }).getByRole('button', { name: 'Disable' }).click();
    await page.getByRole('dialog', { name: 'Disable Tess Ting?' }).getByRole('button', { name: 'Disable' }).click();
    await expect(page.getByRole('row').filter({ hasText: email })).toContainText('Disabled');
    const { items } = await api.get<{ items: { email: string; disabled: boolean }[] }>('/members?limit=200');
    expect(items.find((member) => member.email === email)).toMatchObject({ disabled: true });
  });

  test('makes an API key, sees it once, uses it and revokes it', async ({ page, product }) => {
    const name = `Reporter ${process.pid}`;
    await page.goto('/settings/api-keys');
    await page.getByRole('button', { name: 'API key', exact: true }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Make an API key' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await dialog.getByRole('combobox', { name: 'Role' }).selectOption('viewer');
    await dialog.getByRole('button', { name: 'Make key' }).click();
    const ready = page.getByRole('dialog', { name: `${name} is ready` });
    const key = (await ready.getByText(/^wf_[\w-]+$/).textContent())?.trim() ?? '';
    await ready.getByRole('button', { name: 'I have copied it' }).click();

    const me = () => fetch(`${product.baseUrl}/api/v1/me`, { headers: { authorization: `Bearer ${key}` } });
    expect(await (await me()).json()).toMatchObject({ name, role: 'viewer' });
    await page.reload();
    await expect(page.getByRole('row').filter({ hasText: name })).toContainText('Active');
    expect(await page.content()).not.toContain(key);
    await page.getByRole('button', { name: `Revoke ${name}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke key' }).click();
    await expect(page.getByRole('row').filter({ hasText: name })).toContainText('Revoked');
    expect((await me()).status).toBe(401);
  });
});

test.describe('a viewer', () => {
  test.use({ role: 'viewer' });

  test('reads everything and is offered nothing that would be refused', async ({ page, api }) => {
    const { key } = await api.post<{ key: string }>('/cases', { title: 'Only to be read', severity: 'low' });
    await page.goto(`/cases/${key}`);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Only to be read');
    for (const name of ['Change the title', 'Advance phase', /^Resolve/])
      await expect(page.getByRole('button', { name })).toHaveCount(0);
    await expect(page.getByRole('textbox', { name: 'Comment' })).toHaveCount(0);
    const refused = await page.request.post(`/api/v1/cases/${key}/comments`, { data: { body: 'Still' } });
    expect(refused.status()).toBe(403);
    await page.goto('/settings/members');
    await expect(page.getByRole('table', { name: 'Members' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Member', exact: true })).toHaveCount(0);
  });
});

test.describe('a restricted case', () => {
  test('does not exist for an analyst who is not involved', async ({ page, api }) => {
    const outsider = await memberOf(api, 'analyst');
    const { key } = await api.post<{ key: string }>('/cases', {
      ...{ title: 'About a colleague', severity: 'high', restricted: true, assignee: outsider.email },
    });
    expect((await page.request.get(`/api/v1/cases/${key}`)).status()).toBe(404);
    await page.goto('/cases?open=false&q=About+a+colleague');
    await expect(page.getByRole('link', { name: 'About a colleague' })).toHaveCount(0);
  });
});
