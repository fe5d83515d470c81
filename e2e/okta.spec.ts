import { randomBytes, randomUUID } from 'node:crypto';
import type { DeliveryView } from '#lib/domain/views/intake.ts';
import { violationsOf } from './support/axe.ts';
import { expect, test } from './support/test.ts';
import { until } from './support/until.ts';
import { OKTA_PEOPLE, oktaEvent, startOkta } from './vendors/okta.ts';

test.use({ role: 'admin' });

test('Okta is verified, delivers, is read, and its VIP’s case says so', async ({ page, api, product }) => {
  const okta = await startOkta();
  const secret = randomBytes(18).toString('base64url');
  const hook = `${product.baseUrl}/api/hooks/okta`;
  try {
    await api.patch('/automations/okta-suspicious-activity', { parameters: { vipGroups: ['00gvip0001'] } });
    await api.put('/connectors/okta', {
      enabled: true,
      baseUrl: okta.url,
      credentials: { apiToken: okta.apiToken, hookSecret: secret },
      settings: { readLogSeconds: 5 },
    });

    await page.goto('/connectors/okta');
    const events = page.getByRole('region', { name: 'Events' });
    await expect(page.getByText(hook)).toBeVisible();
    await expect(events).toContainText('Not verified yet');
    expect(await okta.verifyHook(hook, 'not the secret')).toBe(false);
    expect(await okta.verifyHook(hook, secret)).toBe(true);
    await expect(events).toContainText(/Verified (now|\d+ s ago)/);
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText('Works', { exact: true })).toBeVisible();
    const violations = await violationsOf(page);
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);

    // Everybody at the shop in one request, and one event that Okta's hook never brings.
    const fresh = (n: number) => oktaEvent(0, { uuid: randomUUID(), published: new Date().toISOString(), ...about(n) });
    const answer = await okta.pushEvents(hook, secret, [fresh(0), fresh(1)]);
    expect(answer).toMatchObject({ status: 204, body: '' });
    const missed = fresh(2);
    okta.log.push(missed);

    const id = answer.headers.get('watchfloor-delivery')!;
    const { batch } = await until('both are on their cases', async () => {
      const delivery = await api.get<DeliveryView>(`/deliveries/${id}`);
      return delivery.batch.every(({ cases }) => cases.length > 0) && delivery;
    });
    await page.goto(`/deliveries/${id}`);
    await expect(page.getByRole('heading', { name: 'In the same request · 2' })).toBeVisible();
    await expect(page.getByRole('listitem').filter({ hasText: batch[1]!.objectKey! })).toContainText('Accepted');

    const key = batch[0]!.cases[0]!;
    await page.goto(`/cases/${key}`);
    await expect(page.getByRole('heading', { name: 'User report suspicious activity: Maria Rossi' })).toBeVisible();
    await expect(page.getByText('VIP', { exact: true }).first()).toBeVisible();

    await until('the log gives what the hook did not bring', async () => {
      const { items } = await api.get<{ items: DeliveryView[] }>('/deliveries?connector=okta&limit=50');
      return items.some(({ objectKey, cases }) => objectKey === missed.uuid && cases.length > 0);
    });
    await page.goto('/connectors/okta');
    await expect(events).toContainText('Last event that the hook had not brought');
  } finally {
    await api.put('/connectors/okta', { enabled: false });
    await okta.close();
  }
});

/** The n-th person of the shop. */
function about(n: number) {
  const { id, login, firstName, lastName } = OKTA_PEOPLE[n]!;
  const party = { id, type: 'User', alternateId: login, displayName: `${firstName} ${lastName}`, detailEntry: null };
  return { actor: party, target: [party] };
}
