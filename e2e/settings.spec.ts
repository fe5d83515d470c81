import type { CaseView } from '#lib/domain/views/case.ts';
import { memberOf } from './support/people.ts';
import { expect, test } from './support/test.ts';

const mine = (name: string) => `${name} ${process.pid}`;

test.describe('an administrator', () => {
  // Some of these tests send on purpose what is refused, and the browser tells its console.
  test.use({ role: 'admin', expectedError: /status of (400|409) / });

  test('adds a store, which a case then names by its key, and retires it', async ({ page, api }) => {
    const name = mine('Roma Termini');
    await page.goto('/settings/stores');
    await page.getByRole('button', { name: 'Store', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a store' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await dialog.getByRole('combobox', { name: 'Time zone' }).fill('Europe/Nowhere');
    const networks = dialog.getByRole('textbox', { name: 'Networks' });
    await networks.fill(`10.${process.pid % 250}.3.4/24`);
    await networks.press('Enter');
    await dialog.getByRole('button', { name: 'Add store' }).click();
    await expect(dialog.getByText('Write an IANA time zone such as Europe/Rome.').first()).toBeVisible();
    await dialog.getByRole('combobox', { name: 'Time zone' }).fill('Europe/Rome');
    await dialog.getByRole('button', { name: 'Add store' }).click();
    const row = page.getByRole('row').filter({ hasText: name });
    await expect(row).toContainText(`10.${process.pid % 250}.3.0/24`);

    const key = `roma-termini-${process.pid}`;
    const opened = await api.post<CaseView>('/cases', { title: 'At the till', severity: 'low', store: name });
    expect(opened.store).toBe(key);

    await page.getByRole('button', { name: `Edit ${name}` }).click();
    await page.getByRole('dialog', { name }).getByRole('button', { name: 'Retire' }).click();
    await page
      .getByRole('dialog', { name: `Retire ${name}?` })
      .getByRole('button', { name: 'Retire' })
      .click();
    await expect(row).toContainText('Retired');
    expect((await api.send('POST', '/cases', { title: 'X', severity: 'low', store: key })).status).toBe(400);
  });

  test('adds a state and says where it leads, by keyboard alone', async ({ page, api }) => {
    const name = mine('Waiting for store');
    await page.goto('/settings/cases');
    const add = page.getByRole('button', { name: 'State', exact: true });
    await add.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Add a state' });
    await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
    await page.keyboard.type(name);
    await dialog.getByRole('combobox', { name: 'Stage' }).selectOption('On hold');
    await dialog.getByRole('textbox', { name: 'Name' }).press('Enter');
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole('button', { name: `Edit ${name}` })).toBeVisible();

    const move = page.getByRole('checkbox', { name: `From ${name} to Closed` });
    await expect(move).toBeChecked();
    await move.focus();
    await page.keyboard.press('Space');
    await expect(move).not.toBeChecked();
    const id = `waiting_for_store_${process.pid}`;
    await expect
      .poll(async () => {
        const { items } = await api.get<{ items: { id: string; next: string[] }[] }>('/states');
        return items.find((state) => state.id === id)?.next.includes('closed');
      })
      .toBe(false);

    const { key } = await api.post<CaseView>('/cases', { title: mine('Held'), severity: 'low' });
    await api.post(`/cases/${key}/transition`, { state: id, reason: 'Till log' }, { 'if-match': '*' });
    await page.goto(`/cases/${key}`);
    await expect(page.getByText(name, { exact: true }).first()).toBeVisible();

    await page.goto('/settings/cases');
    await page.getByRole('button', { name: `Edit ${name}` }).click();
    await page.getByRole('dialog', { name }).getByRole('button', { name: 'Retire' }).click();
    await page
      .getByRole('dialog', { name: `Retire ${name}?` })
      .getByRole('button', { name: 'Retire' })
      .click();
    await expect(page.getByText('1 case is in the state').first()).toBeVisible();
  });

  test('renames a category, which open pages of others show at once; earlier cases keep their own', async ({
    page,
    open,
    api,
  }) => {
    const category = mine('Gift cards');
    const renamed = mine('Vouchers');
    const elsewhere = await open('analyst');
    await elsewhere.goto('/settings/cases?tab=categories');
    await expect(elsewhere.getByRole('table', { name: 'Categories' })).toBeVisible();
    await page.goto('/settings/cases?tab=categories');
    await page.getByRole('button', { name: 'Category', exact: true }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill(category);
    await page.getByRole('dialog').getByRole('button', { name: 'Add category' }).click();
    await expect(elsewhere.getByRole('cell', { name: category }).first()).toBeVisible();
    await page.getByRole('button', { name: `Edit ${category}` }).click();
    const dialog = page.getByRole('dialog', { name: category });
    await dialog.getByRole('textbox', { name: 'Name' }).fill(renamed);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('row').filter({ hasText: renamed })).toContainText(category);
    await expect(elsewhere.getByRole('cell', { name: renamed })).toBeVisible();
    const opened = await api.post<CaseView>('/cases', { title: 'X', severity: 'low', category: renamed });
    expect(opened.category).toBe(category);
  });

  test('defines a field whose values are checked', async ({ page, api }) => {
    const label = mine('Channel');
    await page.goto('/settings/cases?tab=fields');
    await page.getByRole('button', { name: 'Field', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a field' });
    await dialog.getByRole('textbox', { name: 'Label' }).fill(label);
    await dialog.getByRole('combobox', { name: 'Type' }).selectOption('One of a list');
    await dialog.getByRole('textbox', { name: 'Options' }).fill('POS,Online,');
    await dialog.getByRole('button', { name: 'Add field' }).click();
    await expect(page.getByRole('row').filter({ hasText: label })).toContainText('POS, Online');
    const customFields = { [`channel_${process.pid}`]: 'Fax' };
    const refused = await api.send('POST', '/cases', { title: 'X', severity: 'low', customFields });
    expect(await refused.json()).toMatchObject({
      status: 400,
      errors: [{ pointer: `/customFields/channel_${process.pid}` }],
    });
  });

  test('writes a runbook and edits it: new cases begin with the next version, running ones keep theirs', async ({
    page,
    api,
  }) => {
    const name = mine('Voucher fraud');
    const category = mine('Voucher fraud cases');
    await api.post('/categories', { name: category });
    await page.goto('/settings/runbooks');
    await page.getByRole('button', { name: 'Runbook', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('New runbook');
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('combobox', { name: 'For the category' }).selectOption(category);
    await page.getByRole('textbox', { name: /^Phase 1/ }).fill('Look');
    await page.getByRole('textbox', { name: 'Task 1 of Look', exact: true }).fill('Count the vouchers');
    await page.getByRole('textbox', { name: 'Task 1 of Look: due after hours' }).fill('1.5');
    await page.getByRole('button', { name: 'Add runbook' }).click();
    await expect(page.getByText('Version 1', { exact: true })).toBeVisible();

    const open = () => api.post<CaseView>('/cases', { title: name, severity: 'low', category });
    const running = await open();
    expect(running.tasks).toMatchObject([{ title: 'Count the vouchers' }]);

    await page.getByRole('textbox', { name: 'Task 1 of Look', exact: true }).fill('Count them twice');
    await page.getByRole('button', { name: 'Phase', exact: true }).click();
    await page.getByRole('textbox', { name: /^Phase 2/ }).fill('Act');
    await page.getByRole('button', { name: 'Save as a new version' }).click();
    await expect(page.getByText('Version 2', { exact: true })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Earlier versions' })).toBeVisible();

    expect((await open()).tasks).toMatchObject([{ title: 'Count them twice' }]);
    expect((await api.get<CaseView>(`/cases/${running.key}`)).runbook?.phases).toHaveLength(1);
  });

  test('renames an API key and gives it an end', async ({ page, api }) => {
    const [name, renamed] = [mine('Exporter'), mine('Nightly exporter')];
    await api.post('/api-keys', { name, role: 'viewer' });
    await page.goto('/settings/api-keys');
    await page.getByRole('button', { name: `Edit ${name}` }).click();
    const dialog = page.getByRole('dialog', { name });
    await dialog.getByRole('textbox', { name: 'Name' }).fill(renamed);
    await dialog.getByLabel('Expires').fill('2020-01-01T00:00');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByText('This time has passed already.').first()).toBeVisible();
    await dialog.getByLabel('Expires').fill('2099-01-01T00:00');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('row').filter({ hasText: renamed })).toContainText('in ');
  });

  test('disables a member, whose open cases go to somebody else', async ({ page, api }) => {
    const leaver = await memberOf(api, 'analyst', { name: mine('Lea Leaver'), tier: 1 });
    const { key } = await api.post<CaseView>('/cases', {
      ...{ title: mine('Left behind'), severity: 'low', assignee: leaver.email },
    });
    await page.goto('/settings/members');
    await page.getByRole('button', { name: leaver.name }).click();
    await page.getByRole('dialog', { name: leaver.name }).getByRole('button', { name: 'Disable' }).click();
    await page
      .getByRole('dialog', { name: `Disable ${leaver.name}?` })
      .getByRole('button', { name: 'Disable' })
      .click();
    await expect(page.getByRole('row').filter({ hasText: leaver.email })).toContainText('Disabled');
    const after = await api.get<CaseView>(`/cases/${key}`);
    expect(after.assignee?.id).not.toBe(leaver.id);
    await page.goto(`/cases/${key}`);
    await expect(page.getByText(`${leaver.name} was disabled.`).first()).toBeVisible();
  });
});

test.describe('an analyst', () => {
  test('starts and ends the own shift, reads the settings, and is offered no change of them', async ({ open, api }) => {
    const me = await memberOf(api, 'analyst', { name: mine('Sam Shift'), onShift: false });
    const page = await open(me);
    await page.goto('/settings/members');
    const row = page.getByRole('row').filter({ hasText: me.email });
    await page.getByRole('button', { name: 'Start my shift' }).click();
    await expect(row).toContainText('On shift');
    await expect(row).toContainText('Started by hand');
    await page.getByRole('button', { name: 'End my shift' }).click();
    await expect(row).toContainText('Off shift');

    await page.goto('/settings/cases');
    await expect(page.getByRole('table', { name: 'Moves between states' })).toBeVisible();
    await expect(page.getByRole('checkbox')).toHaveCount(0);
    await page.goto('/settings/runbooks/default');
    await expect(page.getByText('Confirm that the alert describes a real event')).toBeVisible();
    for (const name of ['State', 'Save as a new version', 'Retire'])
      await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0);
  });
});
