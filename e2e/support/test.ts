import { randomBytes } from 'node:crypto';
import { type BrowserContext, test as base, type Page } from '@playwright/test';
import type { Role } from '#lib/domain/actor.ts';
import type { DeliveryView } from '#lib/domain/views/intake.ts';
import { type PushResult, push } from '../vendors/push.ts';
import { startWiz, type WizEmulator } from '../vendors/wiz.ts';
import { type Api, apiOf } from './api.ts';
import { type Account, memberOf, type StorageState, storageOf } from './people.ts';
import type { ProductFacts } from './product.ts';
import { until } from './until.ts';

export { expect } from '@playwright/test';

/** The Wiz tenant of the tests, connected to the product. */
export interface ConnectedWiz extends WizEmulator {
  token: string;
  /** Posts a body to the product's hook; answers the delivery, once it is worked. */
  deliver(body: unknown): Promise<DeliveryView>;
}

interface Options {
  /** Who sits in front of `page`; null: nobody has signed in. */
  role: Role | null;
  /** A console error that a test brings about on purpose. */
  expectedError: RegExp | null;
}

interface Fixtures extends Options {
  /** Another browser of another person. */
  open: (as: Role | Account) => Promise<Page>;
}

interface Shared {
  product: ProductFacts;
  api: Api;
  accounts: Record<Role, Account>;
  storages: (account: Account) => Promise<StorageState>;
  wiz: ConnectedWiz;
}

/**
 * Every browser test: the started product, its API with an administrator's key, a Wiz tenant, and a page of somebody who is signed in.
 * An error on the console or in a page's scripts fails the test.
 */
export const test = base.extend<Fixtures, Shared>({
  role: ['analyst', { option: true }],
  expectedError: [null, { option: true }],

  product: [
    ({ browserName: _ }, use) => use(JSON.parse(process.env.E2E_PRODUCT ?? 'null') as ProductFacts),
    { scope: 'worker' },
  ],
  api: [({ product }, use) => use(apiOf(product.baseUrl, product.apiKey)), { scope: 'worker' }],
  accounts: [
    async ({ api, product }, use) => {
      const [lead, analyst, viewer, approver, requester] = await Promise.all([
        memberOf(api, 'lead'),
        memberOf(api, 'analyst', { tier: 2, skills: ['Cloud'], eligible: true, onShift: true }),
        memberOf(api, 'viewer'),
        memberOf(api, 'approver'),
        memberOf(api, 'requester'),
      ]);
      await use({ admin: { name: 'Administrator', ...product.admin }, lead, analyst, viewer, approver, requester });
    },
    { scope: 'worker' },
  ],
  storages: [
    async ({ browser, product }, use) => {
      const known = new Map<string, Promise<StorageState>>();
      await use((account) => {
        const state = known.get(account.email) ?? storageOf(browser, product.baseUrl, account);
        known.set(account.email, state);
        return state;
      });
    },
    { scope: 'worker' },
  ],
  wiz: [
    async ({ api, product }, use) => {
      const wiz = await startWiz();
      const token = randomBytes(18).toString('base64url');
      await api.put('/connectors/wiz', {
        enabled: true,
        baseUrl: wiz.apiUrl,
        credentials: { clientId: wiz.clientId, clientSecret: wiz.clientSecret, webhookToken: token },
        settings: { authUrl: wiz.authUrl, audience: wiz.audience },
      });
      const deliver = async (body: unknown) =>
        worked(api, await push(`${product.baseUrl}/api/hooks/wiz`, { bearer: token }, body));
      await use(Object.assign(wiz, { token, deliver }));
      await wiz.close();
    },
    { scope: 'worker' },
  ],

  baseURL: ({ product }, use) => use(product.baseUrl),
  storageState: async ({ role, accounts, storages }, use) => {
    await use(role ? await storages(accounts[role]) : undefined);
  },
  context: async ({ context, expectedError }, use) => {
    const errors = errorsOf(context, expectedError);
    await use(context);
    failOn(errors);
  },
  open: async ({ browser, baseURL, accounts, storages, expectedError }, use) => {
    const opened: { context: BrowserContext; errors: string[] }[] = [];
    await use(async (as) => {
      const storageState = await storages(typeof as === 'string' ? accounts[as] : as);
      const context = await browser.newContext({ baseURL: baseURL!, storageState });
      opened.push({ context, errors: errorsOf(context, expectedError) });
      return context.newPage();
    });
    for (const { context, errors } of opened) {
      await context.close();
      failOn(errors);
    }
  },
});

function errorsOf(context: BrowserContext, expected: RegExp | null): string[] {
  const errors: string[] = [];
  const add = (text: string) => expected?.test(text) || errors.push(text);
  context.on(
    'console',
    (message) => message.type() === 'error' && add(`${message.text()} (${message.location().url})`),
  );
  context.on('weberror', (error) => add(String(error.error())));
  return errors;
}

function failOn(errors: readonly string[]): void {
  if (errors.length > 0) throw new Error(`errors in the browser:\n${errors.join('\n')}`);
}

/** The delivery of a push that was taken, when its automation has ended. */
async function worked(api: Api, { status, body }: PushResult): Promise<DeliveryView> {
  if (status !== 202) throw new Error(`the hook answered ${status}: ${JSON.stringify(body)}`);
  const { deliveryId } = body as { deliveryId: string };
  return until(`delivery ${deliveryId} is worked`, async () => {
    const delivery = await api.get<DeliveryView>(`/deliveries/${deliveryId}`);
    return (delivery.outcome !== 'accepted' || delivery.cases.length > 0) && delivery;
  });
}
