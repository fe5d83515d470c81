import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PagingEmulator, startPaging } from '#e2e/vendors/paging.ts';
import { type Page, type PagingConnection, sendPage } from './paging.ts';
import { failing } from './testing/failing.ts';

let paging: PagingEmulator;
beforeEach(async () => {
  paging = await startPaging();
});
afterEach(() => paging.close());

const conn = (changes: Partial<PagingConnection> = {}): PagingConnection => ({
  webhookUrl: paging.webhookUrl,
  signingSecret: paging.signingSecret,
  allowedNetworks: ['127.0.0.0/8'],
  ...changes,
});

const page: Page = {
  summary: 'CASE-7 is at risk — „acme“',
  severity: 'critical',
  dedupKey: 'CASE-7/resolve/at_risk',
  link: 'https://soc.example/cases/CASE-7',
  source: 'https://soc.example',
};

const failsAs = failing(() => ['emulated-key', 'emulator-paging-secret']);

describe('a page', () => {
  it('is signed over its bytes, and pages once for one cause', async () => {
    await sendPage(conn(), page);
    await sendPage(conn(), page);
    expect(paging.pages).toEqual([page]);
    expect(paging.requests[0]?.headers['idempotency-key']).toBe('CASE-7%2Fresolve%2Fat_risk');
  });

  it('goes unsigned where there is no secret', async () => {
    paging.signingSecret = null;
    await sendPage(conn({ signingSecret: null }), page);
    expect(paging.requests[0]?.headers).not.toHaveProperty('x-watchfloor-signature');
    expect(paging.pages).toHaveLength(1);
  });

  it('with a long summary is shortened', async () => {
    await sendPage(conn(), { ...page, summary: 'x'.repeat(5000) });
    expect(paging.pages[0]?.summary).toHaveLength(1024);
  });

  it('whose answer was lost is sent again without a second call', async () => {
    paging.outages.next = ['lost'];
    await failsAs('transient', sendPage(conn(), page));
    await sendPage(conn(), page);
    expect(paging.pages).toHaveLength(1);
  });
});

it('errors have the class that retries go by', async () => {
  paging.outages.next = ['rate-limited', 'server-error', 'unavailable'];
  expect((await failsAs('rate_limited', sendPage(conn(), page))).retryAfterMs).toBe(6_000);
  await failsAs('transient', sendPage(conn(), page));
  await failsAs('transient', sendPage(conn(), page));
  await failsAs('auth', sendPage(conn({ signingSecret: 'another-secret' }), page));
  await failsAs('not_found', sendPage(conn({ webhookUrl: `${paging.url}/emulated-key` }), page));
  await failsAs('refused', sendPage(conn({ allowedNetworks: [] }), page));
});
