import type { CaseView } from '#lib/domain/views/case.ts';
import { expect, test } from './support/test.ts';
import { wizIssueBody } from './vendors/wiz.ts';

test.use({ role: 'admin' });

test('an automation that is switched off says of each event that it was not run', async ({ page, api }) => {
  await page.goto('/automations');
  const toggle = page.getByRole('switch', { name: 'Route by severity: run' });
  await expect(toggle).toBeChecked();
  await toggle.click();
  await expect(toggle).not.toBeChecked();
  try {
    await expect.poll(() => api.get('/automations/route-by-severity')).toMatchObject({ enabled: false });
    const { key } = await api.post<CaseView>('/cases', { title: 'Nobody routes this', severity: 'critical' });
    await page.goto(`/cases/${key}`);
    await page.getByRole('tab', { name: /^Runs/ }).click();
    const runs = page.getByRole('tabpanel', { name: /^Runs/ });
    await expect(runs).toContainText('Not run because Route by severity is switched off.');
    await runs.getByRole('link', { name: /Route by severity/ }).click();
    await expect(page).toHaveURL(/\/runs\//);
    await expect(page.getByText('Not run because Route by severity is switched off.')).toBeVisible();
  } finally {
    await api.patch('/automations/route-by-severity', { enabled: true });
  }
});

test('a run shows its steps, its event and its output, and is replayed without doubling anything', async ({
  page,
  wiz,
  api,
}) => {
  const body = wizIssueBody(2_001, { control: { name: 'Seen in a run' } });
  const { cases, runs } = await wiz.deliver(body);
  const key = cases[0]!;
  await page.goto(`/runs/${runs[0]}`);
  await expect(page.getByText('Completed').first()).toBeVisible();
  for (const step of ['Transform by the mapping', 'Open or update the case', 'Fetch the whole issue from Wiz'])
    await expect(page.getByText(step, { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Event wiz/issue.received' })).toBeVisible();
  await expect(page.getByRole('link', { name: key }).first()).toBeVisible();

  await page.getByRole('button', { name: 'Replay' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Replay run' }).click();
  await expect(page).not.toHaveURL(`/runs/${runs[0]}`);
  await expect(page.getByText('Completed').first()).toBeVisible();
  const found = await api.get<{ items: CaseView[] }>(`/cases?q=${encodeURIComponent('Seen in a run')}`);
  expect(found.items).toHaveLength(1);
  expect(found.items[0]).toMatchObject({ key, eventCount: 1 });
});

test.describe('a parameter', () => {
  test.use({ expectedError: /status of 400/ });

  test('is changed on the page, and refused with the reason where it is wrong', async ({ page, api }) => {
    await page.goto('/automations/wiz-incident');
    const days = page.getByRole('spinbutton', { name: /reopen/i });
    await days.fill('9999');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('alert').filter({ hasText: /365/ })).toBeVisible();
    await days.fill('14');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect
      .poll(() => api.get('/automations/wiz-incident'))
      .toMatchObject({ parameters: { reopenWithinDays: 14 } });
  });
});
