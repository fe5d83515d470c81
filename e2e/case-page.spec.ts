import type { Page } from '@playwright/test';
import type { CaseView } from '#lib/domain/views/case.ts';
import { expect, test } from './support/test.ts';

const open = (api: { post<T>(path: string, body: unknown): Promise<T> }, more: object = {}) =>
  api.post<CaseView>('/cases', { title: 'A case to work on', severity: 'high', ...more });
const timelineOf = (page: Page) => page.getByRole('list', { name: 'Timeline' });

test('tasks: added, given away, started, ticked and removed in place', async ({ page, api, accounts }) => {
  const { key } = await open(api);
  await page.goto(`/cases/${key}`);
  const tasks = page.getByRole('list', { name: 'Tasks of Identify' });
  await expect(tasks).toBeVisible();
  await page.getByRole('button', { name: 'Add a task' }).click();
  const form = page.getByRole('dialog', { name: 'Add a task' });
  await form.getByRole('textbox', { name: /^Task/ }).fill('Call the store manager');
  await form.getByRole('combobox', { name: 'Assignee' }).selectOption(accounts.lead.id!);
  await form.getByLabel('Due').fill('2031-05-04T10:00');
  await form.getByRole('combobox', { name: 'Starts' }).selectOption({ label: 'Advance phase' });
  await form.getByRole('button', { name: 'Add the task' }).click();

  const row = tasks.getByRole('listitem').filter({ hasText: 'Call the store manager' });
  await expect(row.getByRole('img', { name: accounts.lead.name })).toBeVisible();
  await expect(row).toContainText('due in');
  await expect.poll(async () => (await api.get<CaseView>(`/cases/${key}`)).collaborators).toHaveLength(1);
  await row.getByRole('button', { name: /^Advance phase: Move to Contain/ }).click();
  await expect(page.getByRole('button', { name: /^Contain.*current phase/ })).toBeVisible();

  await page.getByRole('button', { name: /^Identify/ }).click();
  await row.getByRole('checkbox').click();
  await expect(row.getByRole('checkbox')).toBeChecked();
  await expect(timelineOf(page)).toContainText('did the task “Call the store manager”');
  await row.getByRole('button', { name: 'Change the task Call the store manager' }).click();
  const editor = page.getByRole('dialog', { name: 'Task Call the store manager' });
  await editor.getByRole('button', { name: 'Remove' }).click();
  await expect(row).toBeHidden();
});

test('a comment mentions a colleague, who watches from then on, and is changed while it is fresh', async ({
  page,
  api,
  accounts,
}) => {
  const { key } = await open(api);
  await page.goto(`/cases/${key}`);
  const comment = page.getByRole('textbox', { name: 'Comment', exact: true });
  await comment.fill(`Ask `);
  await comment.press('End');
  await comment.pressSequentially(`@${accounts.lead.name.slice(0, 4)}`);
  await expect(page.getByRole('listbox', { name: 'Members to mention' })).toBeVisible();
  await comment.press('Escape');
  await comment.fill(`Ask @${accounts.lead.name} about port 8442`);
  await comment.press('Control+Enter');
  const entry = timelineOf(page).getByRole('listitem').filter({ hasText: 'about port' });
  const mention = entry.getByRole('link', { name: `@${accounts.lead.name}` });
  await expect(mention).toHaveAttribute('href', /^\/cases\?assignee=/);
  await expect
    .poll(async () => (await api.get<CaseView>(`/cases/${key}`)).watchers.map((one) => one.name))
    .toEqual([accounts.lead.name]);

  await entry.getByRole('button', { name: 'Change the comment' }).click();
  const editor = page.getByRole('textbox', { name: 'Change the comment' });
  await editor.fill('Ask about port 8443');
  await page.getByRole('button', { name: 'Save the comment' }).click();
  const changed = timelineOf(page).getByRole('listitem').filter({ hasText: 'about port 8443' });
  await changed.getByRole('button', { name: /^edited/ }).click();
  await expect(page.getByRole('dialog', { name: 'What the comment said before' })).toContainText('port 8442');
});

test('what was typed and not sent is there after a reload', async ({ page, api }) => {
  const { key } = await open(api, { description: 'First version.' });
  await page.goto(`/cases/${key}`);
  await page.getByRole('textbox', { name: 'Comment', exact: true }).fill('Half a sen');
  await page.getByRole('button', { name: 'Change the description' }).click();
  await page.getByRole('textbox', { name: 'Description' }).fill('Second **version**, half');
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Comment', exact: true })).toHaveValue('Half a sen');
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('Second **version**, half');
  const description = page.getByRole('region', { name: 'Description' });
  await description.getByRole('button', { name: 'Preview' }).click();
  await expect(description.getByText('version', { exact: true })).toHaveRole('strong');
  await description.getByRole('button', { name: 'Save' }).click();
  await expect
    .poll(async () => (await api.get<CaseView>(`/cases/${key}`)).description)
    .toBe('Second **version**, half');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Change the description' })).toBeVisible();
});

test.describe('two who write the same description', () => {
  // The refused change is what the test is about.
  test.use({ expectedError: /status of 412/ });

  test('see each other, and the later one sees the difference', async ({ page, open: another, api, accounts }) => {
    const { key } = await open(api, { description: 'The port 8442 was open to everybody since Monday, in one store.' });
    const other = await another('lead');
    await page.goto(`/cases/${key}`);
    await page.getByRole('button', { name: 'Change the description' }).click();
    await other.goto(`/cases/${key}`);
    const looking = other.getByRole('region', { name: 'Also looking' });
    await expect(looking).toContainText(`${accounts.analyst.name} is editing: description`);
    await expect(page.getByRole('region', { name: 'Also looking' })).toContainText(
      `${accounts.lead.name} is looking at this case`,
    );
    await other.getByRole('button', { name: 'Change the description' }).click();
    await other
      .getByRole('textbox', { name: 'Description' })
      .fill('The port 8443 was open to everybody since Monday, in one store.');
    await other.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(other.getByRole('region', { name: 'Description' })).toContainText('8443');

    await page
      .getByRole('textbox', { name: 'Description' })
      .fill('The port 8442 was open to everybody since Monday, in two stores.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: `${key} was changed by someone else` });
    await expect(dialog.getByRole('deletion').filter({ hasText: '8443' })).toBeVisible();
    await expect(dialog.getByRole('insertion').filter({ hasText: 'stores' })).toBeVisible();
    await dialog.getByRole('radio', { name: /^Theirs/ }).check();
    await dialog.getByRole('button', { name: 'Save the choice' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('region', { name: 'Description' })).toContainText('8443');

    await other.close();
    await expect(page.getByRole('region', { name: 'Also looking' })).not.toContainText(accounts.lead.name, {
      timeout: 30_000,
    });
  });
});

test('a ready ending fills in verdict and summary; the case is closed with them', async ({ page, api }) => {
  const { key } = await open(api);
  await page.goto(`/cases/${key}`);
  await page.getByRole('button', { name: /^Resolve/ }).click();
  const dialog = page.getByRole('dialog', { name: `Resolve: ${key}` });
  await dialog.getByRole('combobox', { name: 'Start from' }).selectOption({ label: 'Expected activity' });
  await expect(dialog.getByRole('combobox', { name: /^Verdict/ })).toHaveValue('benign_positive');
  await dialog.getByRole('textbox', { name: /^Summary/ }).fill('A deployment, confirmed by the shop team.');
  await dialog.getByRole('button', { name: 'Resolve' }).click();
  await expect(page.getByRole('region', { name: 'Resolution' })).toContainText('confirmed by the shop team');
  expect(await api.get<CaseView>(`/cases/${key}`)).toMatchObject({
    resolution: { verdict: 'benign_positive', summary: 'A deployment, confirmed by the shop team.' },
  });
});

test('properties are changed where they stand', async ({ page, api, accounts }) => {
  const { key } = await open(api, {
    customFields: { region: 'eu-south-1' },
    links: [{ title: 'Ticket', url: 'https://tickets.example/1' }],
  });
  await page.goto(`/cases/${key}`);
  const facts = page.getByRole('region', { name: 'Properties' });
  await facts.getByRole('button', { name: 'Change Region' }).click();
  const field = page.getByRole('dialog', { name: 'Region' });
  await field.getByRole('textbox', { name: 'Region' }).fill('eu-west-2');
  await field.getByRole('button', { name: 'Save' }).click();
  await expect(facts).toContainText('eu-west-2');

  await facts.getByRole('button', { name: 'Change the link Ticket' }).click();
  const link = page.getByRole('dialog', { name: 'Link Ticket' });
  await link.getByRole('textbox', { name: 'Title' }).fill('The ticket');
  await link.getByRole('button', { name: 'Save the link' }).click();
  await expect(facts.getByRole('link', { name: 'The ticket' })).toBeVisible();

  await facts.getByRole('button', { name: 'Watch', exact: true }).click();
  await expect(facts).toContainText(accounts.analyst.name);
  await facts.getByRole('button', { name: 'Add a collaborator' }).click();
  const picker = page.getByRole('dialog', { name: 'Add a collaborator' });
  await picker.getByRole('combobox').fill(accounts.lead.name);
  await picker.getByRole('option', { name: accounts.lead.name }).click();
  await expect(
    facts.getByRole('button', { name: `Remove ${accounts.lead.name} from the collaborators` }),
  ).toBeAttached();
  expect(await api.get<CaseView>(`/cases/${key}`)).toMatchObject({
    customFields: { region: 'eu-west-2' },
    links: [{ title: 'The ticket' }],
    watchers: [{ name: accounts.analyst.name }],
    collaborators: [{ name: accounts.lead.name }],
  });
});

test('a case is taken along as PDF and as JSON', async ({ page, api }) => {
  const { key } = await open(api);
  await page.goto(`/cases/${key}`);
  for (const [item, name] of [
    ['Export as PDF', `${key}.pdf`],
    ['Export as JSON', `${key}.json`],
  ] as const) {
    await page.getByRole('button', { name: 'More' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: item }).click();
    expect((await download).suggestedFilename()).toBe(name);
  }
});

test.describe('a quick action that asks for something', () => {
  // The answer that refuses is what the test is about.
  test.use({ expectedError: /status of 400/ });

  test('is filled in before it runs, and says what is wrong with it', async ({ page, api }) => {
    const { key } = await open(api);
    const input = {
      type: 'object',
      properties: { reason: { type: 'string', description: 'Why now.' }, notify: { type: 'boolean', default: true } },
    };
    await page.route(`**/api/v1/cases/${key}`, async (route) => {
      const answer = await route.fetch();
      const view = (await answer.json()) as CaseView;
      await route.fulfill({
        response: answer,
        json: { ...view, actions: view.actions.map((one) => ({ ...one, input })) },
      });
    });
    let sent: unknown;
    await page.route(`**/api/v1/cases/${key}/actions/advance-runbook`, async (route) => {
      sent = route.request().postDataJSON();
      await route.fulfill({
        status: 400,
        contentType: 'application/problem+json',
        json: {
          ...{ type: 'about:blank', title: 'Bad Request', status: 400, detail: 'Say more.' },
          errors: [{ pointer: '/input/reason', message: 'Say more.' }],
        },
      });
    });
    await page.goto(`/cases/${key}`);
    await page.getByRole('button', { name: 'Advance phase' }).first().click();
    const form = page.getByRole('dialog', { name: 'Advance phase' });
    await form.getByRole('textbox', { name: /^Reason/ }).fill('All done');
    await form.getByRole('button', { name: 'Advance phase' }).click();
    await expect(form.getByRole('alert')).toContainText('Say more.');
    expect(sent).toEqual({ input: { reason: 'All done', notify: true } });
    // The page may be fetching the case again.
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
});

test('the attack is told by the events’ own time', async ({ page, wiz }) => {
  const { wizDetectionBody } = await import('./vendors/wiz.ts');
  const body = wizDetectionBody(7_100, { title: 'Miner started in the cart service' });
  const { cases } = await wiz.deliver(body);
  await page.goto(`/cases/${cases[0]}`);
  await page.getByRole('tab', { name: 'Attack' }).click();
  const attack = page.getByRole('list', { name: 'Attack timeline' });
  await expect(attack.getByRole('listitem').first()).toContainText('Miner started in the cart service');
});

test('at 390 px an analyst acknowledges by comment, takes and closes the case', async ({ page, api, accounts }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  // Informational cases are given to nobody by a rule.
  const { key } = await open(api, { severity: 'informational' });
  await page.goto(`/cases/${key}`);
  await page.getByRole('button', { name: 'Take it' }).click();
  await expect(page.getByRole('button', { name: `Assignee: ${accounts.analyst.name}` })).toBeVisible();
  await page.getByRole('textbox', { name: 'Comment', exact: true }).fill('On it');
  await page.getByRole('button', { name: 'Comment', exact: true }).click();
  await expect(timelineOf(page)).toContainText('On it');
  await page.getByRole('button', { name: /^Resolve/ }).click();
  const dialog = page.getByRole('dialog', { name: `Resolve: ${key}` });
  await dialog.getByRole('combobox', { name: /^Verdict/ }).selectOption('false_positive');
  await dialog.getByRole('textbox', { name: /^Summary/ }).fill('Nothing.');
  await dialog.getByRole('button', { name: 'Resolve' }).click();
  await expect(page.getByRole('region', { name: 'Resolution' })).toBeVisible();
  expect((await api.get<CaseView>(`/cases/${key}`)).acknowledgedAt).not.toBeNull();
});
