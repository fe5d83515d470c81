import type { Page } from '@playwright/test';
import type { CaseView } from '#lib/domain/views/case.ts';
import type { CaseTimerView } from '#lib/domain/views/sla.ts';
import type { Api } from './support/api.ts';
import { seriousOf } from './support/axe.ts';
import { expect, test } from './support/test.ts';

const open = (api: Api, title: string, severity: string, more: object = {}) =>
  api.post<CaseView>('/cases', { title, severity, ...more });
const timersOf = (page: Page) => page.getByRole('region', { name: 'Timers' });
test.describe('an analyst at a case', () => {
  test.use({ role: 'analyst' });

  test('sees each timer and step by step why it is due then', async ({ page, api }) => {
    const { key } = await open(api, 'Timers of a policy', 'high');
    await page.goto(`/cases/${key}`);
    const timers = timersOf(page);
    await expect(timers.getByText('Time to acknowledge:', { exact: false })).toBeAttached();
    await timers.getByRole('button', { name: 'Why: Time to resolve' }).click();
    const why = page.getByRole('dialog', { name: 'Why “Time to resolve” is due then' });
    await expect(why).toContainText('The first report arrived: “High” (version 1) promises 8 h from then on.');
    expect(await seriousOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(why).toHaveCount(0);

    await api.patch(`/cases/${key}`, { severity: 'critical' }, { 'if-match': '*' });
    await timers.getByRole('button', { name: 'Why: Time to resolve' }).click();
    await expect(why).toContainText('Severity was raised to critical: “Critical” (version 1) promises 4 h');
  });

  test('starts a timer, pauses it, resumes it and stops it, by keyboard alone', async ({ page, api }) => {
    const { key } = await open(api, 'A timer of one’s own', 'informational');
    await page.goto(`/cases/${key}`);
    const timers = timersOf(page);
    await expect(timers).toContainText('No targets for this severity.');
    await timers.getByRole('button', { name: 'Start a timer' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Start a timer' });
    await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
    await page.keyboard.type('Contain the host');
    await dialog.getByRole('textbox', { name: 'Target' }).fill('2h 30m');
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
    await expect(timers).toContainText('Contain the host');
    const [own] = (await api.get<{ timers: CaseTimerView[] }>(`/cases/${key}/sla`)).timers;
    expect(own).toMatchObject({ metric: 'custom', targetSeconds: 9000, status: 'running', lead: true });

    const command = async (name: string) => {
      await timers.getByRole('button', { name: 'Commands of Contain the host' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('menuitem', { name, exact: true }).focus();
      await page.keyboard.press('Enter');
    };
    await command('Pause');
    await expect(timers).toContainText('paused');
    await command('Resume');
    await expect(timers).toContainText('left');
    await command('Stop');
    await expect(timers).toContainText('stopped after');
  });

  test.describe('a command that is refused', () => {
    // The refusal is what the test is about.
    test.use({ expectedError: /status of 409/ });

    test('is shown at once, and put back with the reason', async ({ page, api }) => {
      const { key } = await open(api, 'A refused command', 'informational');
      await api.post(`/cases/${key}/timers`, { name: 'Contain', targetSeconds: 9000 });
      await page.goto(`/cases/${key}`);
      const timers = timersOf(page);
      const answer = Promise.withResolvers<void>();
      await page.route('**/timers/*/pause', async (route) => {
        await answer.promise;
        await route.fulfill({
          status: 409,
          contentType: 'application/problem+json',
          json: { type: 'about:blank', title: 'Conflict', status: 409, detail: 'The case is closed by now.' },
        });
      });
      await timers.getByRole('button', { name: 'Commands of Contain' }).click();
      await page.getByRole('menuitem', { name: 'Pause' }).click();
      await expect(timers, 'before any answer').toContainText('paused');
      answer.resolve();
      await expect(page.getByText('The case is closed by now.', { exact: true })).toBeVisible();
      await expect(timers).toContainText('left');
    });
  });

  test('a time that is none is said, and a stopwatch counts up', async ({ page, api }) => {
    const { key } = await open(api, 'A stopwatch', 'informational');
    await page.goto(`/cases/${key}`);
    await timersOf(page).getByRole('button', { name: 'Start a timer' }).click();
    const dialog = page.getByRole('dialog', { name: 'Start a timer' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('On the phone');
    await dialog.getByRole('textbox', { name: 'Target' }).fill('soon');
    await expect(dialog.getByText('Write a time such as 15 min, 4 h or 2 d 12 h.')).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Start', exact: true })).toBeDisabled();
    await dialog.getByRole('combobox', { name: 'Kind' }).selectOption('stopwatch');
    await dialog.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(timersOf(page)).toContainText('so far');
  });

  test('a timer runs out by itself, and closing asks why', async ({ page, api }) => {
    const { key } = await open(api, 'Runs out', 'informational');
    await page.goto(`/cases/${key}`);
    const startedAt = new Date(Date.now() - 60_000).toISOString();
    await api.post(`/cases/${key}/timers`, { name: 'Call back', targetSeconds: 62, startedAt });
    const timers = timersOf(page);
    await expect(timers).toContainText('over');
    const tabs = page.getByRole('main');
    await expect(tabs.getByText('“Call back” ran out: 1 min are over')).toBeVisible();

    await page.keyboard.press('s');
    await page.getByRole('menuitem', { name: /^Closed/ }).click();
    const picker = page.getByRole('dialog', { name: `Close: ${key}` });
    await picker.getByRole('combobox', { name: 'Verdict' }).selectOption('false_positive');
    await picker.getByRole('textbox', { name: 'Summary' }).fill('Nobody was there.');
    await expect(picker.getByText('Ran out: Call back.')).toBeVisible();
    await picker.getByRole('combobox', { name: 'Why it ran out' }).selectOption('workload');
    await picker.getByRole('button', { name: 'Close', exact: true }).first().click();
    await expect(picker).toHaveCount(0);
    await expect(timers).toContainText('Too much at once');
    const [timer] = (await api.get<{ timers: CaseTimerView[] }>(`/cases/${key}/sla`)).timers;
    expect(timer!.breachReason).toEqual({ code: 'workload', text: null });
  });
});

test.describe('an administrator', () => {
  test.use({ role: 'admin' });

  test('adds a calendar and a policy on it, sees that it wins, and plans a new version', async ({ page, api }) => {
    const mark = process.pid;
    await page.goto('/settings/sla');
    await page.getByRole('tab', { name: /^Calendars/ }).click();
    await page.getByRole('button', { name: 'Calendar', exact: true }).click();
    const calendar = page.getByRole('dialog', { name: 'New calendar' });
    await calendar.getByRole('textbox', { name: 'Name (required)' }).fill(`Office ${mark}`);
    await calendar.getByRole('combobox', { name: 'Time zone' }).fill('Europe/Rome');
    await calendar.getByLabel('Date of a holiday').fill('2030-01-01');
    await calendar.getByRole('textbox', { name: 'Name of a holiday' }).fill('New Year');
    await calendar.getByRole('button', { name: 'Add holiday' }).click();
    await calendar.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('row', { name: new RegExp(`Office ${mark}`) })).toContainText('Mon–Fri 09:00–17:00');

    await page.getByRole('tab', { name: /^Policies/ }).click();
    await page.getByRole('button', { name: 'Policy', exact: true }).click();
    const policy = page.getByRole('dialog', { name: 'New policy' });
    await policy.getByRole('textbox', { name: 'Name' }).fill(`Tills ${mark}`);
    await policy.getByRole('combobox', { name: 'Severity' }).selectOption('low');
    await policy.getByRole('textbox', { name: 'Source' }).fill(`till-${mark}`);
    await policy.getByRole('textbox', { name: 'Time to acknowledge' }).fill('2 h');
    await policy.getByRole('textbox', { name: 'Time to resolve' }).fill('1 d 4 h');
    await policy.getByRole('combobox', { name: 'Calendar' }).selectOption({ label: `Office ${mark}` });
    await policy.getByRole('button', { name: 'Save' }).click();
    const row = page.getByRole('row', { name: new RegExp(`Tills ${mark}`) });
    await expect(row).toContainText('28 h');

    const preview = page.getByRole('region', { name: 'Which policy wins' });
    await preview.getByRole('combobox', { name: 'Severity' }).selectOption('low');
    await preview.getByRole('textbox', { name: 'Source' }).fill(`till-${mark}`);
    await expect(preview.getByRole('status')).toContainText(`Tills ${mark} (version 1) wins`);
    await expect(preview.getByRole('status')).toContainText('Less specific: Low (version 1)');
    const made = await open(api, 'From a till', 'low', { source: `till-${mark}` });
    expect(made.sla[0]!.targetSeconds).toBe(7200);

    await row.getByRole('button', { name: `Change Tills ${mark}` }).click();
    const version = page.getByRole('dialog', { name: `New version of Tills ${mark}` });
    await version.getByRole('textbox', { name: 'Time to resolve' }).fill('6 h');
    await version.getByLabel('In force from').fill('2031-03-01T08:00');
    await version.getByRole('button', { name: 'Save' }).click();
    await expect(row).toContainText('2 from 1 Mar');
    await expect(row).toContainText('28 h');
    expect(await seriousOf(page)).toEqual([]);

    await row.getByRole('button', { name: `Retire Tills ${mark}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Retire', exact: true }).click();
    await expect(row).toContainText('retired');
    await expect(preview.getByRole('status')).toContainText('Low (version 1) wins');
  });
});

test.describe('who may not change them', () => {
  test.use({ role: 'viewer', viewport: { width: 390, height: 844 } });

  test('reads the policies on a phone and is offered no change', async ({ page }) => {
    await page.goto('/settings/sla');
    await expect(page.getByRole('row', { name: /Critical/ }).first()).toContainText('15 min');
    await expect(page.getByRole('button', { name: /^(Policy|Change|Retire)/ })).toHaveCount(0);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wider).toBeLessThanOrEqual(0);
    expect(await seriousOf(page)).toEqual([]);
  });
});
