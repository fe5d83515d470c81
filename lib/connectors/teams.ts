import { classOfStatus } from './http/error.ts';
import { ConnectorError, type ConnectorErrorClass, type FetchOptions, send } from './http.ts';
import { messageOf, type TeamsCard } from './teams/card.ts';

export { MAX_BYTES, type TeamsCard } from './teams/card.ts';

const VENDOR = 'Teams';

/** A channel's webhook. The address is the whole credential: it is shown nowhere. */
export interface TeamsConnection {
  webhookUrl: string;
  /** CIDR ranges that may be reached although they are not public. */
  allowedNetworks: readonly string[];
  fetchOptions?: FetchOptions;
}

export interface TeamsReceipt {
  /** `workflow`: taken, and shown by a flow later, unseen by us. `legacy`: the retired connector, which has shown it. */
  kind: 'workflow' | 'legacy';
  /** Something was left out for the size's sake; the card says so. */
  cut: boolean;
}

/** Posts a card. There is no idempotency key: a lost answer means that it may have been posted. */
export async function postCard(conn: TeamsConnection, card: TeamsCard): Promise<TeamsReceipt> {
  const { message, cut } = messageOf(card);
  const { status, body, request } = await send({
    vendor: VENDOR,
    method: 'POST',
    url: conn.webhookUrl,
    json: message,
    expect: 'text',
    secrets: secretsOf(conn.webhookUrl),
    allowedNetworks: conn.allowedNetworks,
    options: conn.fetchOptions,
  });
  if (status === 202) return { kind: 'workflow', cut };
  const text = String(body).trim();
  if (status === 200 && text === '1') return { kind: 'legacy', cut };
  // The retired connector hides Teams' own refusal in a 200.
  const hidden = Number(/returned HTTP error (\d{3})/.exec(text)?.[1] ?? 0);
  const kind: ConnectorErrorClass = hidden ? classOfStatus(hidden) : 'bad_request';
  const what = hidden
    ? `Teams refused the card with ${hidden}`
    : `answered ${status}, not 202: this is no Teams webhook`;
  throw new ConnectorError({ class: kind, vendor: VENDOR, message: what, request, answer: { status } });
}

function secretsOf(webhookUrl: string): string[] {
  const url = URL.parse(webhookUrl);
  return url ? [webhookUrl, url.pathname, ...url.searchParams.values()] : [webhookUrl];
}
