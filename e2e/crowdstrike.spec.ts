import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import type { DeliveryView } from '#lib/domain/views/intake.ts';
import type { Api } from './support/api.ts';
import { violationsOf } from './support/axe.ts';
import { expect, test } from './support/test.ts';
import { until } from './support/until.ts';
import {
  FALCON_STORIES,
  type FalconAlertNode,
  type FalconEmulator,
  type FalconStoryName,
  falconAlert,
  falconHost,
  startCrowdStrike,
} from './vendors/crowdstrike.ts';

/** A host, and a process tree on it, that no other test knows. */
const HOST = 4_001;
const TREE = 4_001;
const token = randomBytes(18).toString('base64url');
let falcon: FalconEmulator;

test.beforeAll(async ({ api }) => {
  falcon = await startCrowdStrike();
  const { clientId, clientSecret } = falcon;
  await api.put('/connectors/crowdstrike', {
    ...{ enabled: true, baseUrl: falcon.url, credentials: { clientId, clientSecret, webhookToken: token } },
    settings: { readLogSeconds: 2 },
  });
});
test.afterAll(async ({ api }) => {
  await api.put('/connectors/crowdstrike', { enabled: false });
  await falcon.close();
});

/** Sends an alert by Fusion's webhook before Falcon's API has it; answers the case that has it. */
async function send(api: Api, hook: string, alert: FalconAlertNode): Promise<string> {
  const { status, body } = await falcon.pushAlert(hook, { bearer: token }, { alert });
  expect(status).toBe(202);
  falcon.alerts.set(alert.composite_id, alert);
  const { deliveryId } = body as { deliveryId: string };
  const { cases } = await until('the alert is on a case', async () => {
    const delivery = await api.get<DeliveryView>(`/deliveries/${deliveryId}`);
    return delivery.cases.length > 0 && delivery;
  });
  return cases[0]!;
}

const alertOf = (n: number, story: FalconStoryName) =>
  falconAlert({ n, tree: TREE, story: FALCON_STORIES[story], host: falconHost(HOST), at: new Date() });

test('an alert becomes a case, and others of its process tree join it while the analyst looks on', async ({
  page,
  api,
  product,
}) => {
  const hook = `${product.baseUrl}/api/hooks/crowdstrike`;
  const first = alertOf(4_001, 'certutilDownload');
  expect((await falcon.pushAlert(hook, { bearer: 'another' }, { alert: first })).status).toBe(401);
  const key = await send(api, hook, first);
  const { hostname } = falconHost(HOST);
  await page.goto(`/cases/${key}`);
  await expect(page.getByRole('heading', { name: `CertutilDownload on ${hostname}` })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Severity: high. Change' })).toBeVisible();

  expect(await send(api, hook, alertOf(4_002, 'credentialDumping'))).toBe(key);
  await expect(page.getByRole('button', { name: 'Severity: critical. Change' })).toBeVisible();
  // One that no webhook brings: the product reads it by itself.
  falcon.addAlert({ host: HOST, tree: TREE, story: 'tunnel' });
  await page.getByRole('tab', { name: /^Events/ }).click();
  const events = page.getByRole('list', { name: 'Events' });
  for (const name of ['CertutilDownload', 'LsassDump', 'ReverseTunnel'])
    await expect(events.getByRole('button', { name: `${name} on ${hostname}` })).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
});

test.describe('the connector', () => {
  test.use({ role: 'admin' });

  test('is tested with its own session, which ends; its page says when it was read and why it was not', async ({
    page,
    product,
  }) => {
    await page.goto('/connectors/crowdstrike');
    await expect(page.getByText(`${product.baseUrl}/api/hooks/crowdstrike`)).toBeVisible();
    const events = page.getByRole('region', { name: 'Events' });
    await expect(events).toContainText('Open to whoever has its secret');
    await expect(events).toContainText(/Read (now|\d+ s ago)/);
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText(/^Signed in\. There are \d+ alerts\.$/)).toBeVisible();

    falcon.mode = 'forbidden';
    await expect(events).toContainText(/scope|permission|denied|forbidden/i);
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText('Does not work')).toBeVisible();
    await expect(page.getByText('The API client needs the scope Alerts: read.')).toBeVisible();
    falcon.mode = 'ok';
    expect(await findingsOf(page)).toEqual([]);
  });
});

async function findingsOf(page: Page) {
  const violations = await violationsOf(page);
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}
