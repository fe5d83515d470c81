import type { MappingView } from '#lib/domain/views/intake.ts';
import { violationsOf } from './support/axe.ts';
import { expect, test } from './support/test.ts';
import { startOpenAi } from './vendors/openai.ts';

test.use({ role: 'admin' });

const SAMPLE = JSON.stringify({
  alert: {
    alertId: 'reader-77',
    name: 'Card reader opened',
    level: 'p2',
    created_at: '2026-02-03T10:00:00Z',
    host: { hostname: 'till-12' },
    src_ip: '203.0.113.9',
  },
});

test('a mapping is proposed for a pasted sample, shown with its result, and saved by a press of its own', async ({
  page,
  api,
}) => {
  const source = `card-readers-${process.pid}`;
  await api.put(`/sources/${source}`, { enabled: true });
  const versions = () => api.get<{ items: MappingView[] }>(`/mappings?connector=generic/${source}`);
  await page.goto(`/connectors/mapping?connector=generic/${source}`);
  await page.getByRole('button', { name: 'Propose from a sample' }).click();
  const dialog = page.getByRole('dialog', { name: 'Propose from a sample' });
  await dialog.getByRole('textbox', { name: 'Sample' }).fill(SAMPLE);
  await dialog.getByRole('button', { name: 'Propose', exact: true }).click();
  await expect(dialog.getByText('Proposed by rules')).toBeVisible();
  await expect(dialog.getByRole('region', { name: 'result of the proposal' })).toContainText('Card reader opened');
  await dialog.getByText('Why', { exact: true }).click();
  await expect(dialog.getByText('Version 2', { exact: true })).toBeVisible();
  expect(await violationsOf(page, '[role=dialog]')).toEqual([]);
  expect((await versions()).items).toHaveLength(1);

  await dialog.getByRole('button', { name: 'Take into the editor' }).click();
  await expect(page.getByRole('textbox', { name: 'Expression' })).toHaveValue(/alertId/);
  await page.getByRole('button', { name: 'Save as new version' }).click();
  await expect(page.getByText('Saved and active', { exact: true })).toBeVisible();
  expect((await versions()).items[0]!.expression).toContain('alertId');
});

test.describe('what is no event', () => {
  test.use({ expectedError: /400 \(Bad Request\)/ });

  test('is said at the field', async ({ page }) => {
    await page.goto('/connectors/mapping?connector=generic');
    await page.getByRole('button', { name: 'Propose from a sample' }).click();
    const dialog = page.getByRole('dialog', { name: 'Propose from a sample' });
    await dialog.getByRole('textbox', { name: 'Sample' }).fill('[1]');
    await dialog.getByRole('button', { name: 'Propose', exact: true }).click();
    await expect(dialog.getByText('Paste one event: a JSON object.')).toBeVisible();
  });
});

test('the model is set up, tested, and shows what of its budget is used', async ({ page, api }) => {
  const model = await startOpenAi();
  model.script = () => ({ ready: true });
  try {
    await api.put('/connectors/ai', {
      enabled: false,
      baseUrl: model.baseUrl,
      credentials: { apiKey: model.apiKey },
      settings: {},
    });
    await page.goto('/connectors/ai');
    await page.getByRole('textbox', { name: 'Model' }).fill(model.model);
    await page.getByRole('combobox', { name: 'Command lines' }).selectOption('The rules alone');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('AI model saved', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText('soc-model answers, and for a schema.')).toBeVisible();
    await expect(page.getByText('0 of 2,000')).toBeVisible();
    expect(await violationsOf(page)).toEqual([]);
    expect(await page.content()).not.toContain(model.apiKey);
  } finally {
    await api.put('/connectors/ai', { enabled: false, settings: {} });
    await model.close();
  }
});
