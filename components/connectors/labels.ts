import type { Vendor } from '#lib/domain/vendors.ts';

interface SecretLabel {
  label: string;
  hint: string;
  secret: boolean;
  generated: boolean;
}

/** How a secret is named on the page, and where its value is had. Names that are not here are shown as they are. */
const SECRET_LABELS: Record<string, SecretLabel> = {
  clientId: { label: 'Client id', hint: '', secret: false, generated: false },
  clientSecret: { label: 'Client secret', hint: '', secret: true, generated: false },
  webhookToken: { label: 'Webhook token', hint: 'Sent as “Authorization: Bearer …”.', secret: true, generated: true },
  webhookUser: {
    label: 'Webhook user',
    hint: 'For senders that know basic authentication only.',
    secret: false,
    generated: false,
  },
  webhookPassword: { label: 'Webhook password', hint: '', secret: true, generated: true },
  apiKey: { label: 'API key', hint: '', secret: true, generated: false },
  apiToken: { label: 'API token', hint: '', secret: true, generated: false },
  apiSecret: { label: 'API secret', hint: '', secret: true, generated: false },
  tenantId: { label: 'Tenant id', hint: 'Of the directory, or its domain.', secret: false, generated: false },
  botToken: { label: 'Bot token', hint: 'Begins with “xoxb-”.', secret: true, generated: false },
  signingSecret: {
    label: 'Signing secret',
    hint: 'Of the Slack app: what people press, send and type is signed with it.',
    secret: true,
    generated: false,
  },
  webhookUrl: { label: 'Webhook address', hint: 'The whole of it is a secret.', secret: true, generated: false },
  signingKey: {
    label: 'Signing key',
    hint: 'With it, each page carries “X-Watchfloor-Signature: sha256=…”, the HMAC-SHA256 of its body in hex.',
    secret: true,
    generated: true,
  },
  user: { label: 'User', hint: 'Empty: the server asks for no sign-in.', secret: false, generated: false },
  password: { label: 'Password', hint: '', secret: true, generated: false },
  hookSecret: {
    label: 'Event hook secret',
    hint: 'Sent as the whole “Authorization” header.',
    secret: true,
    generated: true,
  },
  memberCid: {
    label: 'Customer id (CID)',
    hint: 'Of the account that is meant, where the API client belongs to a parent. Empty: its own.',
    secret: false,
    generated: false,
  },
  fusionSecret: {
    label: 'Fusion HMAC secret',
    hint: 'At least 32 characters. With it, Fusion’s “X-CS-Primary-Signature” alone is taken, and no token.',
    secret: true,
    generated: true,
  },
  hmacSecret: {
    label: 'Signing secret',
    hint: 'With it, each request must also carry “X-Watchfloor-Signature: sha256=…”, the HMAC-SHA256 of its body in hex.',
    secret: true,
    generated: true,
  },
};

/** What a vendor calls the one whose secret it is, and what that one must be allowed to do. */
const VENDOR_HINTS: Partial<Record<Vendor, Record<string, string>>> = {
  wiz: { clientId: 'Of a service account with read access to issues.' },
  jamf: {
    clientId:
      'Of an API client whose role may read computers and buildings, and read and update static computer groups.',
  },
  okta: { apiToken: 'Of an administrator who may read users, groups, roles and the System Log.' },
  crowdstrike: { clientId: 'Of an API client with the scopes Alerts: read and Cases: read.' },
  sentinelone: { apiToken: 'Of a service user who may view endpoints.' },
  axonius: { apiKey: 'Of a user who may view devices.' },
  entra: { clientId: 'Of an app registration with the application permission Device.Read.All.' },
  ai: { apiKey: 'Empty: the endpoint asks for none.' },
};

export function secretLabel(name: string, vendor: string): SecretLabel {
  const known = SECRET_LABELS[name] ?? { label: name, hint: '', secret: true, generated: false };
  const hint = VENDOR_HINTS[vendor as Vendor]?.[name];
  return hint ? { ...known, hint } : known;
}

/** Of a vendor where each customer has an address of his own. */
const OWN_ADDRESS: Partial<Record<Vendor, string>> = {
  okta: 'Your own, such as https://shop.okta.com.',
  jamf: 'Your own, such as https://shop.jamfcloud.com.',
  sentinelone: 'Your own, such as https://shop.sentinelone.net.',
  axonius: 'Your own, such as https://shop.on.axonius.com.',
  ai: 'Of any endpoint that speaks OpenAI’s API, such as https://llm.shop.example/v1. Empty: AI_BASE_URL where it is set, else OpenAI’s.',
};

export function addressHint(vendor: string): string {
  return OWN_ADDRESS[vendor as Vendor] ?? 'Empty: the vendor’s own.';
}

const INBOUND = new Set([
  'webhookToken',
  'webhookUser',
  'webhookPassword',
  'hmacSecret',
  'fusionSecret',
  'hookSecret',
  'signingSecret',
]);

/** True for what senders prove themselves with, false for what we prove ourselves with. */
export function isInbound(name: string): boolean {
  return INBOUND.has(name);
}

/** The shared connector `generic` is no vendor: its token is taken from any source that has none of its own. */
export function titleOf({ id, title }: { id: string; title: string }): string {
  return id === 'generic' ? 'Any other source, by a shared token' : title;
}

/** What a connector is asked with, as the head of its form. */
export function askedWith({ vendor, title }: { vendor: string; title: string }): string {
  return vendor === 'ai' ? 'What we ask the model with' : `What we ask ${title} with`;
}

/** The API path of a connector or of a named source: `connectors/wiz`, `sources/acme`. */
export function pathOf(id: string): string {
  return id.startsWith('generic/') ? `sources/${encodeURIComponent(id.slice('generic/'.length))}` : `connectors/${id}`;
}
