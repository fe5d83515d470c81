import type { CaseView } from '#lib/domain/views/case.ts';
import { expect, test } from './support/test.ts';

// The refused change is what the test is about.
test.use({ expectedError: /status of 412/ });

test('two people who change the same title are both asked what stays', async ({ page, open, api }) => {
  const { key } = await api.post<CaseView>('/cases', { title: 'A title to argue about', severity: 'low' });
  const other = await open('lead');
  await page.goto(`/cases/${key}`);
  await other.goto(`/cases/${key}`);

  await page.getByRole('button', { name: 'Change the title' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('What the analyst wrote');
  await other.getByRole('button', { name: 'Change the title' }).click();
  await other.getByRole('textbox', { name: 'Title' }).fill('What the lead wrote');
  await other.keyboard.press('Enter');
  await expect(other.getByRole('heading', { level: 1 })).toContainText('What the lead wrote');
  await expect.poll(async () => (await api.get<CaseView>(`/cases/${key}`)).title).toBe('What the lead wrote');

  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: `${key} was changed by someone else` });
  await expect(dialog).toContainText('What the lead wrote');
  await expect(dialog).toContainText('What the analyst wrote');
  await dialog.getByRole('radio', { name: /^Yours/ }).check();
  await dialog.getByRole('button', { name: 'Save the choice' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('What the analyst wrote');
  await expect(other.getByRole('heading', { level: 1 }), 'live in the other browser').toContainText(
    'What the analyst wrote',
  );
});

test('changes of different fields meet without a question', async ({ page, open, api }) => {
  const made = await api.post<CaseView>('/cases', { title: 'Two fields', severity: 'low' });
  const other = await open('lead');
  await page.goto(`/cases/${made.key}`);
  await page.getByRole('button', { name: 'Change the title' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('A better title');
  await other.goto(`/cases/${made.key}`);
  await other.getByRole('combobox', { name: 'Category' }).selectOption('Network');
  await expect.poll(async () => (await api.get<CaseView>(`/cases/${made.key}`)).category).toBe('Network');

  await page.keyboard.press('Enter');
  await expect
    .poll(() => api.get<CaseView>(`/cases/${made.key}`))
    .toMatchObject({
      title: 'A better title',
      category: 'Network',
    });
  await expect(page.getByRole('dialog')).toBeHidden();
});
