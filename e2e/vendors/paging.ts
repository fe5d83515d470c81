import { createHmac } from 'node:crypto';
import { createOutages, type Outages } from './outages.ts';
import { type RecordedRequest, startVendor, type VendorAnswer, type VendorServer } from './server.ts';

interface EmulatedPage {
  summary: string;
  severity: string;
  dedupKey: string;
  link: string;
  source: string;
}

export interface PagingEmulator extends VendorServer {
  webhookUrl: string;
  /** Null: it takes unsigned pages. */
  signingSecret: string | null;
  outages: Outages;
  /** Who was woken: one page for each dedup key. */
  pages: EmulatedPage[];
}

const FIELDS = ['dedupKey', 'link', 'severity', 'source', 'summary'];

/** Starts a paging service on 127.0.0.1. */
export async function startPaging({ port = 0, signingSecret = 'emulator-paging-secret' as string | null } = {}) {
  const server = await startVendor(
    (request) => {
      if (request.path !== '/v1/pages/emulated-key' || request.method !== 'POST')
        return { status: 404, body: 'no such page' };
      const outage = emulator.outages.take(request);
      if (outage === 'rate-limited')
        return { status: 429, headers: { 'retry-after': '6' }, body: { error: 'slow down' } };
      if (outage === 'server-error') return { status: 500, body: 'error' };
      if (outage === 'unavailable') return { status: 503, body: 'unavailable' };
      return { ...take(request), lost: outage === 'lost' };
    },
    { port },
  );

  function take({ headers, json, text }: RecordedRequest): VendorAnswer {
    const { signingSecret: secret } = emulator;
    const signature = secret === null ? undefined : `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`;
    if (signature && headers['x-watchfloor-signature'] !== signature)
      return { status: 401, body: { error: 'signature' } };
    const page = json as EmulatedPage | undefined;
    if (!page || Object.keys(page).sort().join() !== FIELDS.join()) return { status: 422, body: { error: 'fields' } };
    const known = emulator.pages.some(({ dedupKey }) => dedupKey === page.dedupKey);
    if (!known) emulator.pages.push(page);
    return { status: known ? 200 : 202, body: { deduplicated: known } };
  }

  const emulator: PagingEmulator = {
    ...server,
    webhookUrl: `${server.url}/v1/pages/emulated-key`,
    signingSecret,
    outages: createOutages(),
    pages: [],
  };
  return emulator;
}
