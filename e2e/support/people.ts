import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import type { Role } from '#lib/domain/actor.ts';
import type { MemberInput } from '#lib/domain/member.ts';
import type { MemberCreated } from '#lib/domain/views/member.ts';
import type { Api } from './api.ts';

export interface Account {
  id?: string;
  name: string;
  email: string;
  password: string;
}

let made = 0;

/** A new member with a password of its own. */
export async function memberOf(api: Api, role: Role, more: Partial<MemberInput> = {}): Promise<Account> {
  made += 1;
  // Of the same length, so that no name begins another.
  const name = more.name ?? `${role[0]!.toUpperCase()}${role.slice(1)} ${process.pid}-${String(made).padStart(3, '0')}`;
  const email = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')}@shop.example`;
  const password = `a long password ${made}`;
  const { id } = await api.post<MemberCreated>('/members', { name, email, role, password, eligible: false, ...more });
  return { id, name, email, password };
}

/** Signs in by the form, as a person does. */
export async function signIn(page: Page, { email, password }: Pick<Account, 'email' | 'password'>): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

export type StorageState = Exclude<BrowserContextOptions['storageState'], string | undefined>;

/** The cookies of a signed-in account. */
export async function storageOf(browser: Browser, baseURL: string, account: Account): Promise<StorageState> {
  const context = await browser.newContext({ baseURL });
  try {
    await signIn(await context.newPage(), account);
    return await context.storageState();
  } finally {
    await context.close();
  }
}
