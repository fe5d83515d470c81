import type { Page } from '@playwright/test';
import type { CaseView } from '#lib/domain/views/case.ts';
import { memberOf } from './support/people.ts';
import { expect, test } from './support/test.ts';

test('a shift is handed over: some cases are accepted, one is declined with a reason', async ({ open, api }) => {
  const [ann, carl] = await Promise.all([
    memberOf(api, 'analyst', { name: `Ann Early ${process.pid}` }),
    memberOf(api, 'analyst', { name: `Carl Late ${process.pid}` }),
  ]);
  const caseOf = (title: string) =>
    api.post<CaseView>('/cases', { title, severity: 'high', assignee: ann.email, category: 'Cloud' });
  const [laptop, bucket] = [await caseOf('Laptop lost in Rome'), await caseOf('Bucket open to all')];
  const early = await open(ann);
  const late = await open(carl);
  await late.goto('/cases');
  const badgeOf = (page: Page) =>
    page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Hand-over' });
  await expect(badgeOf(late)).toHaveText('Hand-over');

  await early.goto('/hand-over');
  await early.getByRole('tab', { name: 'Hand over my cases' }).click();
  await early.getByRole('combobox', { name: /^Colleague/ }).selectOption(carl.id!);
  await early.getByRole('textbox', { name: `Hypothesis of ${laptop.key}` }).fill('Stolen, not lost');
  await early.getByRole('textbox', { name: `Pending approvals of ${bucket.key}` }).fill('Public access off: asked IT');
  await early.getByRole('button', { name: 'Hand over', exact: true }).click();
  const offered = early.getByRole('region', { name: `To ${carl.name}` });
  await expect(offered).toContainText('Waiting');
  await expect(badgeOf(late), 'told without a reload').toHaveAccessibleName(/One waits for your answer$/);
  await early.goto('/cases');

  await late.goto('/hand-over');
  const incoming = late.getByRole('region', { name: `From ${ann.name}` });
  await expect(incoming).toContainText('Stolen, not lost');
  await expect(incoming).toContainText('Public access off: asked IT');
  await incoming.getByRole('button', { name: `Accept ${laptop.key}` }).click();
  await expect(incoming).toContainText('Accepted');
  await incoming.getByRole('button', { name: 'Decline all' }).click();
  const dialog = late.getByRole('dialog', { name: 'Decline the hand-over' });
  await dialog.getByRole('textbox', { name: /^Reason/ }).fill('I am the one who opened it');
  await dialog.getByRole('button', { name: 'Decline' }).click();
  await expect(incoming).toContainText('I am the one who opened it');
  await expect(badgeOf(late)).toHaveText('Hand-over');
  await expect(badgeOf(early), 'told without a reload').toHaveAccessibleName(/One of yours was answered$/);
  await badgeOf(early).click();
  await early.getByRole('tab', { name: 'From me' }).click();
  await expect(offered).toContainText('I am the one who opened it');
  await expect(badgeOf(early), 'seen').toHaveText('Hand-over');

  expect((await api.get<CaseView>(`/cases/${laptop.key}`)).assignee).toMatchObject({ name: carl.name });
  expect((await api.get<CaseView>(`/cases/${bucket.key}`)).assignee).toMatchObject({ name: ann.name });
  await late.goto(`/cases/${laptop.key}`);
  const timeline = late.getByRole('list', { name: 'Timeline' });
  await expect(timeline).toContainText(`accepted the hand-over from ${ann.name}`);
  await expect(timeline).toContainText('Stolen, not lost');
});

test('who owns nothing has nothing to hand over, and a viewer has no such page in his rail', async ({ open, api }) => {
  const idle = await open(await memberOf(api, 'analyst'));
  await idle.goto('/hand-over');
  await expect(idle.getByRole('heading', { name: 'You own no open case' })).toBeVisible();
  await idle.getByRole('tab', { name: 'To me' }).click();
  await expect(idle.getByRole('heading', { name: 'Nobody has handed cases over to you' })).toBeVisible();
  const viewer = await open('viewer');
  await viewer.goto('/cases');
  await expect(viewer.getByRole('link', { name: 'Observables' })).toBeVisible();
  await expect(viewer.getByRole('link', { name: 'Hand-over' })).toHaveCount(0);
});
