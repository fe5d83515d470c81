import type { CaseObservableView, CaseView } from '#lib/domain/views/case.ts';
import type { Page } from '#lib/domain/views/common.ts';
import type { InvestigationView } from '#lib/domain/views/scout.ts';
import type { Api } from './support/api.ts';
import { violationsOf } from './support/axe.ts';
import { expect, test } from './support/test.ts';
import { until } from './support/until.ts';

test.use({ role: 'lead' });

/** An address that a person has judged, so that no source is needed. */
async function judged(api: Api, value: string, verdict: string): Promise<CaseView> {
  const observables = [{ type: 'ipv4', value, role: 'related' }];
  const { key } = await api.post<CaseView>('/cases', { title: 'A neighbour', severity: 'informational', observables });
  const { items } = await api.get<Page<CaseObservableView>>(`/cases/${key}/observables`);
  await api.patch(`/observables/${items[0]!.id}`, { verdict, reason: 'We know it.' });
  return api.post<CaseView>('/cases', {
    ...{ title: `Odd traffic to ${value}`, severity: 'low', category: 'Network' },
    observables: [{ type: 'ipv4', value, role: 'implicated' }],
  });
}
const investigated = (api: Api, key: string) =>
  until(`Scout has worked ${key}`, async () => {
    const { items } = await api.get<{ items: InvestigationView[] }>(`/cases/${key}/scout`);
    return items[0] ?? null;
  });

test('a benign case is resolved by Scout, says why, and one press takes it all back', async ({ page, api }) => {
  const { key } = await judged(api, '198.51.100.17', 'benign');
  await investigated(api, key);
  await page.goto(`/cases/${key}`);
  const card = page.getByRole('region', { name: 'Investigation by Scout' });
  await expect(card.getByText('Benign', { exact: true })).toBeVisible();
  await expect(card.getByRole('region', { name: 'What speaks for it' })).toContainText('198[.]51[.]100[.]17');
  await expect(card.getByRole('link', { name: 'Open the IPv4 address' })).toBeVisible();
  await card.getByText('Why', { exact: true }).click();
  await expect(card.getByText('Rules: no model was asked')).toBeVisible();
  expect(await violationsOf(page, '[aria-label="Investigation by Scout"]')).toEqual([]);
  await card.getByRole('button', { name: 'Undo everything' }).click();
  await expect(card.getByText('Overturned')).toBeVisible();
  await expect(card.getByRole('button', { name: /^Undo/ })).toHaveCount(0);
  const view = await api.get<CaseView>(`/cases/${key}`);
  expect(view).toMatchObject({ state: 'triage', resolution: null, assignee: { kind: 'user' } });
});

test('a malicious case goes to a person with what was found, and the page of its work tells of it', async ({
  page,
  api,
}) => {
  const { key } = await judged(api, '203.0.113.18', 'malicious');
  expect(await investigated(api, key)).toMatchObject({ outcome: 'handed_over', verdict: 'malicious' });
  expect((await api.get<CaseView>(`/cases/${key}`)).state).not.toBe('resolved');
  await page.goto('/scout');
  await expect(page.getByRole('table', { name: 'Scout’s work by category' })).toContainText('Network');
  await page.getByRole('link', { name: key }).click();
  const card = page.getByRole('region', { name: 'Investigation by Scout' });
  await expect(card.getByText('Malicious', { exact: true })).toBeVisible();
  await expect(card.getByRole('region', { name: 'Proposed next' })).toContainText('Block the malicious addresses');
  await card.getByRole('button', { name: 'Undo: Tagged scout-malicious' }).click();
  await expect(card.getByText('taken back by')).toBeVisible();
});
