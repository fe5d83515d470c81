import type { CaseView } from '#lib/domain/views/case.ts';
import { expect, test } from './support/test.ts';
import { wizDetectionBody, wizIssueBody, wizIssueNode } from './vendors/wiz.ts';

/** Numbers that no other test uses. */
const ISSUE = 1_000;
const DETECTION = 1_001;

test('a Wiz issue becomes a case that an analyst advances and comments', async ({ page, wiz, api, accounts }) => {
  // Of a severity that goes to a person: Scout works the others, and tags them.
  const body = wizIssueBody(ISSUE, {
    control: { name: 'Payment gateway is open to everyone' },
    issue: { severity: 'HIGH' },
  });
  wiz.issues.set(body.issue.id, wizIssueNode(ISSUE, body));
  await page.goto('/cases?sort=-created');
  await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
  await expect(page.getByRole('link', { name: body.control.name })).toBeHidden();

  const { cases } = await wiz.deliver(body);
  const [key = ''] = cases;
  const row = page.getByRole('row').filter({ hasText: body.control.name });
  await expect(row, 'the open list changes by itself').toBeVisible();
  await expect(row.getByRole('gridcell', { name: 'Triage' })).toBeVisible();
  await row.getByRole('link', { name: body.control.name }).click();
  await expect(page).toHaveURL(`/cases/${key}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(body.control.name);

  const quick = page.getByRole('region', { name: 'Quick actions' });
  await quick.getByRole('button', { name: 'Advance phase' }).click();
  await expect(quick.getByRole('status')).toContainText('Advance phase');
  await expect(quick.getByRole('link', { name: /^Run, / })).toBeVisible();
  await expect(quick.getByRole('button', { name: 'Advance phase again' }), 'the run has ended').toBeVisible();
  await expect(page.getByRole('button', { name: /^Contain.*current phase/ })).toBeVisible();

  await page.getByRole('textbox', { name: 'Comment' }).fill('Closed port **8443**, see `sg-1`.');
  await page.getByRole('button', { name: 'Comment', exact: true }).click();
  const timeline = page.getByRole('list', { name: 'Timeline' });
  const comment = timeline.getByRole('listitem').filter({ hasText: 'Closed port 8443' });
  await expect(comment).toContainText(accounts.analyst.name);
  await expect(comment.getByText('8443')).toHaveRole('strong');
  await expect(timeline.getByRole('listitem').filter({ hasText: 'Advanced the runbook' })).toHaveCount(1);

  await page.reload();
  await expect(comment).toBeVisible();
  const stored = await api.get<CaseView>(`/cases/${key}`);
  expect(stored).toMatchObject({
    assignee: { id: accounts.analyst.id },
    source: 'wiz',
    category: 'Cloud',
    runbook: { phase: 'contain' },
    tags: ['Warehouse'],
  });
  expect(stored.acknowledgedAt, 'a person acted').not.toBeNull();
});

test('indicators of a detection are defanged, and copied either way', async ({ page, wiz, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const body = wizDetectionBody(DETECTION, { title: 'Script fetched by the cart service' });
  const { cases } = await wiz.deliver({ ...body, comment: 'beacon to hxxps://evil-cdn[.]example[.]com/i.sh' });
  await page.goto(`/cases/${cases[0]}`);
  await page.getByRole('tab', { name: /^Observables/ }).click();

  const panel = page.getByRole('tabpanel', { name: /^Observables/ });
  const row = panel.getByRole('row').filter({ hasText: 'evil-cdn[.]example[.]com/i.sh' });
  await expect(row).toContainText('hxxps');
  const pasted = () => page.evaluate(() => navigator.clipboard.readText());
  await row.getByRole('button', { name: 'Copy defanged' }).click();
  await expect.poll(pasted).toContain('evil-cdn[.]example[.]com');
  await row.getByRole('button', { name: /Copy as it is/ }).click();
  await expect.poll(pasted).toBe('https://evil-cdn.example.com/i.sh');
});
