import { randomBytes } from 'node:crypto';
import type { DeliveryView } from '#lib/domain/views/intake.ts';
import { expect, test } from './support/test.ts';
import { until } from './support/until.ts';
import { push } from './vendors/push.ts';

test.use({ role: 'admin' });

test('a body of a foreign shape is quarantined, its mapping mended, and delivered again', async ({
  page,
  api,
  product,
}) => {
  const [source, token] = [`printers-${process.pid}`, randomBytes(12).toString('hex')];
  await api.put(`/sources/${source}`, { enabled: true, credentials: { webhookToken: token } });
  const body = { Meldung: 'Printer spooler answers to the Internet', Stufe: 4, Nr: 'P-77' };
  const { body: answer } = await push(`${product.baseUrl}/api/hooks/generic/${source}`, { bearer: token }, body);
  const { deliveryId } = answer as { deliveryId: string };
  await until('it is in quarantine', async () => {
    return (await api.get<DeliveryView>(`/deliveries/${deliveryId}`)).outcome === 'quarantined';
  });

  await page.goto(`/deliveries?outcome=quarantined&connector=generic/${source}`);
  await page.getByRole('table').getByRole('link').first().click();
  await expect(page).toHaveURL(`/deliveries/${deliveryId}`);
  await expect(page.getByText('Quarantined', { exact: true })).toBeVisible();
  await expect(page.getByText('Printer spooler answers')).toBeVisible();

  await page.goto(`/connectors/mapping?connector=generic/${source}`);
  const mended = '{ "objectKey": Nr, "title": Meldung, "severity": Stufe >= 4 ? "high" : "low" }';
  await page.getByRole('textbox', { name: 'Expression' }).fill(mended);
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview).toContainText('Printer spooler answers to the Internet');
  await expect(preview).toContainText('high');
  await page.getByRole('textbox', { name: 'Note' }).fill('Field names of the print server');
  await page.getByRole('button', { name: 'Save as new version' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Field names of the print server' })).toContainText('Active');

  await page.goto(`/deliveries/${deliveryId}`);
  await page.getByRole('button', { name: 'Redeliver' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Redeliver' }).click();
  await expect(page).not.toHaveURL(`/deliveries/${deliveryId}`);
  await page
    .getByRole('link', { name: /^CASE-\d+$/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Printer spooler answers to the Internet');
});

test('a dry run says what would happen and writes nothing', async ({ page, api }) => {
  const before = await api.get<{ count: unknown }>('/deliveries?limit=1');
  await page.goto('/deliveries');
  await page.getByRole('button', { name: 'Dry run' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('textbox', { name: /body/i })
    .fill(
      JSON.stringify({ issue: { id: 'dry-1', status: 'OPEN', severity: 'HIGH' }, control: { name: 'Tried only' } }),
    );
  await dialog.getByRole('button', { name: /try|run/i }).click();
  await expect(dialog).toContainText('Tried only');
  expect(await api.get<{ count: unknown }>('/deliveries?limit=1')).toMatchObject({ count: before.count });
});
