import type { CaseView } from '#lib/domain/views/case.ts';
import { memberOf } from './support/people.ts';
import { expect, test } from './support/test.ts';

test('an analyst hears of an assignment without a reload, opens the case from the bell, and it is read', async ({
  open,
  api,
}) => {
  const ann = await memberOf(api, 'analyst');
  const page = await open(ann);
  await page.goto('/runs');
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Notices', exact: true })).toBeVisible();

  const { key } = await api.post<CaseView>('/cases', { title: 'Till offline', severity: 'high', assignee: ann.email });
  const bell = page.getByRole('button', { name: 'Notices, 1 unread' });
  await expect(bell, 'told live').toBeVisible();
  await bell.press('Enter');
  const panel = page.getByRole('dialog', { name: 'Notices' });
  await panel.getByRole('button', { name: `Unread: ${key} was assigned to you` }).press('Enter');
  await expect(page).toHaveURL(new RegExp(`/cases/${key}$`));
  await expect(page.getByRole('button', { name: 'Notices', exact: true })).toBeVisible();
});

test('all are marked as read at once, in every tab', async ({ open, api }) => {
  const ann = await memberOf(api, 'analyst');
  const page = await open(ann);
  await page.goto('/notices');
  await expect(page.getByRole('heading', { name: 'You have read everything' })).toBeVisible();
  for (const title of ['One', 'Two'])
    await api.post<CaseView>('/cases', { title, severity: 'low', assignee: ann.email });
  await expect(page.getByRole('button', { name: 'Notices, 2 unread' })).toBeVisible();
  const other = await page.context().newPage();
  await other.goto('/cases');
  await expect(other.getByRole('button', { name: 'Notices, 2 unread' })).toBeVisible();
  await page.getByRole('button', { name: 'Mark all read' }).click();
  await expect(page.getByRole('heading', { name: 'You have read everything' })).toBeVisible();
  await expect(other.getByRole('button', { name: 'Notices', exact: true })).toBeVisible();
  await page.getByRole('tab', { name: 'All' }).click();
  await expect(page.getByRole('list').filter({ hasText: 'was assigned to you' }).getByRole('listitem')).toHaveCount(2);
});

test.describe('preferences', () => {
  // A zone that does not exist.
  test.use({ expectedError: /status of 400/ });

  test('a member chooses channels and quiet hours, and they stay', async ({ open, api }) => {
    const page = await open(await memberOf(api, 'viewer'));
    await page.goto('/notices?tab=preferences');
    const mail = page.getByRole('checkbox', { name: 'You are mentioned: E-mail' });
    await expect(mail).toBeChecked();
    await mail.uncheck();
    await page.getByRole('switch', { name: 'Quiet hours' }).click();
    await page.getByLabel('From').fill('21:30');
    await page.getByLabel('Time zone').fill('Mars/Base');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('alert').first()).toBeVisible();
    await page.getByLabel('Time zone').fill('Europe/Rome');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved what you hear of', { exact: true })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('checkbox', { name: 'You are mentioned: E-mail' })).not.toBeChecked();
    await expect(page.getByLabel('From')).toHaveValue('21:30');
  });
});

test.describe('stakeholders', () => {
  test.use({ role: 'admin', expectedError: /status of 400/ });

  test('are named by category and removed; a rule for nobody is refused with what to do', async ({ page, api }) => {
    const vera = await memberOf(api, 'viewer');
    const name = `Board ${process.pid}`;
    await page.goto('/settings/stakeholders');
    await page.getByRole('button', { name: 'Stakeholders' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add stakeholders' });
    await dialog.getByRole('textbox', { name: /^Name/ }).fill(name);
    await dialog.getByLabel('Categories', { exact: true }).fill('Cloud');
    await dialog.getByRole('button', { name: 'Add stakeholders' }).click();
    await expect(dialog.getByRole('alert').first()).toContainText('Name who is told');
    await dialog.getByLabel('Members', { exact: true }).selectOption({ label: `${vera.name} (${vera.email})` });
    await dialog.getByRole('button', { name: 'Add stakeholders' }).click();
    const row = page.getByRole('row').filter({ hasText: name });
    await expect(row).toContainText('Cloud');
    await expect(row).toContainText(vera.name);
    await row.getByRole('button', { name: `Edit ${name}` }).click();
    const edit = page.getByRole('dialog', { name });
    await edit.getByRole('button', { name: 'Remove', exact: true }).click();
    await page
      .getByRole('dialog', { name: `Remove ${name}?` })
      .getByRole('button', { name: 'Remove' })
      .click();
    await expect(row).toHaveCount(0);
  });
});
