import type { Page } from '@playwright/test';
import type { CaseView } from '#lib/domain/views/case.ts';
import { expect, test } from './support/test.ts';

// A refused change is what one of the tests is about.
test.use({ expectedError: /status of 412/ });

const factsOf = (page: Page) => page.getByRole('region', { name: 'Properties' });

/** Opens the editor of a field: it is begun on what the page shows now. */
async function begin(page: Page, label: string) {
  await factsOf(page)
    .getByRole('button', { name: `Change ${label}` })
    .click();
  const editor = page.getByRole('dialog', { name: label });
  return async (value: string) => {
    await editor.getByRole('textbox', { name: label }).fill(value);
    await editor.getByRole('button', { name: 'Save' }).click();
    await expect(editor).toBeHidden();
  };
}

test('two who edit different custom fields at once both keep their change; of the same one the later sees both', async ({
  page,
  open,
  api,
}) => {
  const fields = { title: 'Two at its fields', severity: 'low', customFields: { region: 'eu', team: 'red' } };
  const { key } = await api.post<CaseView>('/cases', fields);
  const other = await open('lead');
  await page.goto(`/cases/${key}`);
  await other.goto(`/cases/${key}`);

  const [mine, theirs] = [await begin(page, 'Region'), await begin(other, 'Team')];
  await theirs('blue');
  await mine('us');
  await expect(factsOf(other)).toContainText('us');
  await expect(factsOf(page)).toContainText('blue');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect((await api.get<CaseView>(`/cases/${key}`)).customFields).toEqual({ region: 'us', team: 'blue' });

  const [again, first] = [await begin(page, 'Region'), await begin(other, 'Region')];
  await first('asia');
  await expect(factsOf(page), 'the change has come under the open editor').toContainText('asia');
  await again('africa');
  const dialog = page.getByRole('dialog', { name: `${key} was changed by someone else` });
  const clash = dialog.getByRole('group', { name: 'Region' });
  await expect(clash).toContainText('asia');
  await expect(clash).toContainText('africa');
  await expect(dialog.getByRole('group'), 'no other field is asked about').toHaveCount(1);
  await dialog.getByRole('button', { name: 'Save the choice' }).click();
  await expect(dialog).toBeHidden();
  await expect(factsOf(other)).toContainText('africa');
  expect((await api.get<CaseView>(`/cases/${key}`)).customFields).toEqual({ region: 'africa', team: 'blue' });
});
