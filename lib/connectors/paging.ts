import { createHmac } from 'node:crypto';
import type { Severity } from '../domain/severity.ts';
import { cut } from '../domain/text.ts';
import { type FetchOptions, send } from './http.ts';

const VENDOR = 'Paging webhook';

/** Any service that pages people by a webhook. Its address often holds its key: it is shown nowhere. */
export interface PagingConnection {
  webhookUrl: string;
  /** Where there is one, each body is signed with it. */
  signingSecret: string | null;
  /** CIDR ranges that may be reached although they are not public. */
  allowedNetworks: readonly string[];
  fetchOptions?: FetchOptions;
}

export interface Page {
  /** One line; shortened to 1,024 characters. */
  summary: string;
  severity: Severity;
  /** The same key means the same cause: the service pages once for it. At most 255 characters. */
  dedupKey: string;
  /** Where to act; null: nowhere. */
  link: string | null;
  /** Who sends it: this installation's address. */
  source: string;
}

const SUMMARY_CHARS = 1024;

/**
 * Posts a page as JSON. The signature is `X-Watchfloor-Signature: sha256=<hex>`, HMAC-SHA256 over the body's bytes; `Idempotency-Key` is the dedup key, so a
 * page may be sent again after a lost answer. Any 2xx is taken. The class of a ConnectorError says whether another try makes sense.
 */
export async function sendPage(conn: PagingConnection, page: Page): Promise<void> {
  const { summary, severity, dedupKey, link, source } = page;
  const shown = summary.length > SUMMARY_CHARS ? `${cut(summary, SUMMARY_CHARS - 1)}…` : summary;
  const body = JSON.stringify({ summary: shown, severity, dedupKey, link, source });
  const url = URL.parse(conn.webhookUrl);
  const { signingSecret } = conn;
  await send({
    vendor: VENDOR,
    method: 'POST',
    url: conn.webhookUrl,
    headers: {
      'idempotency-key': encodeURIComponent(dedupKey),
      ...(signingSecret !== null && { 'x-watchfloor-signature': signatureOf(body, signingSecret) }),
    },
    raw: { type: 'application/json', body },
    expect: 'text',
    secrets: [
      conn.webhookUrl,
      ...(url && url.pathname !== '/' ? [url.pathname] : []),
      ...(url?.searchParams.values() ?? []),
      ...(signingSecret === null ? [] : [signingSecret]),
    ],
    allowedNetworks: conn.allowedNetworks,
    options: conn.fetchOptions,
  });
}

function signatureOf(body: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
