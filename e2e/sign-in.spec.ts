import type { MemberCreated } from '#lib/domain/views/member.ts';
import { memberOf, signIn } from './support/people.ts';
import { expect, test } from './support/test.ts';

test.use({ role: null, expectedError: /status of 40[13]/ });

test('a wrong password is refused in words, and after five the next has to wait', async ({ page, api }) => {
  test.setTimeout(120_000);
  const said = page.getByRole('alert').filter({ hasText: /\w/ });
  // The wait is two seconds: a machine that is too slow for it tries once more, with another member.
  await expect(async () => {
    const { email, password } = await memberOf(api, 'analyst');
    await page.context().clearCookies();
    await page.goto('/sign-in');
    const attempt = async (word: string) => {
      await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
      await page.getByLabel('Password').fill(word);
      const answered = page.waitForResponse(/callback\/credentials/);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await answered;
    };
    for (let tries = 1; tries <= 5; tries++) {
      await attempt(`not the password ${tries}`);
      await expect(said).toContainText('The e-mail or the password is wrong.');
    }
    await attempt(password);
    const waits = /Too many wrong passwords\. Try again in \d+ s\./;
    await expect(said, 'the right one has to wait, too').toContainText(waits);
  }).toPass();
  await expect(page).toHaveURL(/\/sign-in/);
});

test('a one-time password leads to a new one, and nowhere else', async ({ page, api }) => {
  const email = `newcomer.${process.pid}@shop.example`;
  const made = await api.post<MemberCreated>('/members', { name: 'Nora Newcomer', email, role: 'analyst' });
  await signIn(page, { email, password: made.oneTimePassword ?? '' });
  await expect(page).toHaveURL('/change-password');
  await page.goto('/cases');
  await expect(page).toHaveURL('/change-password');
  expect((await page.request.get('/api/v1/cases')).status()).toBe(403);

  await page.getByLabel('One-time password').fill(made.oneTimePassword ?? '');
  await page.getByLabel('New password (required)').fill('my own password 1');
  await page.getByLabel('New password again').fill('my own password 1');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page).toHaveURL(/\/cases/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('signing out ends the session, also for a copy of its cookie', async ({ page, api }) => {
  const account = await memberOf(api, 'analyst');
  await signIn(page, account);
  const cookies = await page.context().cookies();
  await page.getByRole('button', { name: account.name }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.context().addCookies(cookies);
  expect((await page.request.get('/api/v1/me')).status()).toBe(401);
});

test('the address of signing out asks first, and then ends the session', async ({ page, api }) => {
  await signIn(page, await memberOf(api, 'analyst'));
  await page.goto('/api/auth/signout');
  await expect(page.getByRole('heading', { name: 'Sign out' })).toBeVisible();
  expect((await page.request.get('/api/v1/me')).status()).toBe(200);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  expect((await page.request.get('/api/v1/me')).status()).toBe(401);
});

test('a member who is disabled is out at once', async ({ page, api }) => {
  const account = await memberOf(api, 'analyst');
  await signIn(page, account);
  await expect(page.getByRole('button', { name: account.name })).toBeVisible();
  await api.patch(`/members/${account.id}`, { disabled: true });
  expect((await page.request.get('/api/v1/me')).status()).toBe(401);
  // The open page hears of it.
  await expect(page).toHaveURL(/\/sign-in/, { timeout: 20_000 });
});

test('the page that was asked for opens after the sign-in', async ({ page, api }) => {
  const { email, password } = await memberOf(api, 'viewer');
  await page.goto('/deliveries?outcome=quarantined');
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/deliveries?outcome=quarantined');
});
