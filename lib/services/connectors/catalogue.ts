import { z } from 'zod';
import { AiSettings } from '../../domain/ai.ts';
import { AXONIUS_FORMS } from '../../domain/device/sources.ts';
import { type EnrichmentSource, SOURCES } from '../../domain/enrichment/sources.ts';
import { INTAKE, type IntakeSource } from '../../domain/intake-sources.ts';
import { isIntakeVendor, VENDORS, type Vendor } from '../../domain/vendors.ts';
import { ServiceError } from '../errors.ts';

/** The secrets that a sender can prove itself with. */
export type InboundSecret =
  | 'webhookToken'
  | 'webhookUser'
  | 'webhookPassword'
  | 'hmacSecret'
  | 'fusionSecret'
  | 'hookSecret'
  | 'signingSecret';

/** What an administrator can set on a connector. */
export interface ConnectorDefinition {
  id: string;
  vendor: Vendor;
  title: string;
  /** Names of the secrets, in the order of the form. */
  credentials: readonly string[];
  /** Those that a sender proves itself with: their previous value stays live for a while when they are replaced. */
  inbound: readonly string[];
  settings: z.ZodObject;
  /** Where its events arrive. Null: it sends none. */
  hookPath: string | null;
  /** Its bodies go through a mapping. */
  mapped: boolean;
  /** It has an address that we call. */
  calls: boolean;
}

/** One vendor's part of the catalogue; the rest follows from it. */
interface Described extends Pick<ConnectorDefinition, 'title' | 'settings' | 'hookPath'> {
  inbound: readonly InboundSecret[];
  /** Names of the secrets with which we call it. None: it is never called. */
  outbound: readonly string[];
  /** It is called, but at an address that is among its settings. */
  ownAddress?: true;
}

const httpAddress = z
  .string()
  .trim()
  .max(500)
  .refine((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol), 'Write an http or https address.')
  .refine((url) => URL.canParse(url) && new URL(url).username === '', 'Write the address without a user name.');

const intakeSettings = {
  rotationHours: z
    .number()
    .min(0)
    .max(720)
    .optional()
    .describe('Hours for which a replaced inbound secret is still accepted. 0: not at all. Default 24.'),
  expectedEveryMinutes: z
    .number()
    .int()
    .min(1)
    .max(43_200)
    .nullable()
    .optional()
    .describe('The source counts as silent when nothing came for so long.'),
};

const wiz: Described = {
  title: 'Wiz',
  outbound: ['clientId', 'clientSecret'],
  inbound: ['webhookToken', 'webhookUser', 'webhookPassword'],
  settings: z.strictObject({
    authUrl: httpAddress.optional().describe('Where a token is had.'),
    audience: z.string().trim().min(1).max(200).optional().describe('The audience of the token.'),
    ...intakeSettings,
  }),
  hookPath: '/api/hooks/wiz',
};

const crowdstrike: Described = {
  title: 'CrowdStrike Falcon',
  outbound: ['clientId', 'clientSecret', 'memberCid'],
  inbound: ['webhookToken', 'fusionSecret'],
  settings: z.strictObject({
    cloud: z
      .enum(['us-1', 'us-2', 'us-3', 'eu-1', 'us-gov-1', 'us-gov-2'])
      .optional()
      .describe('The cloud of your account, where no address is set. Default us-1.'),
    webhookOnly: z.boolean().optional().describe('Do not read Alerts v2 beside the webhook. Default no.'),
    readLogSeconds: z
      .number()
      .int()
      .min(2)
      .max(3600)
      .optional()
      .describe('Seconds between two readings of Alerts v2. Default 60.'),
    ...intakeSettings,
  }),
  hookPath: '/api/hooks/crowdstrike',
};

/** Of a source that is asked about devices. */
const timeoutSeconds = z.number().min(1).max(120).optional().describe('Longest wait for an answer. Default 20.');

/** It sends threats, and is asked about devices. */
const sentinelone: Described = {
  title: 'SentinelOne',
  outbound: ['apiToken'],
  inbound: ['webhookToken'],
  settings: z.strictObject({ timeoutSeconds, ...intakeSettings }),
  hookPath: '/api/hooks/sentinelone',
};

const okta: Described = {
  title: 'Okta',
  outbound: ['apiToken'],
  inbound: ['hookSecret'],
  settings: z.strictObject({
    readLogSeconds: z
      .number()
      .int()
      .min(5)
      .max(3600)
      .optional()
      .describe('Seconds between two readings of the System Log, for events that the hook did not bring. Default 60.'),
    ...intakeSettings,
  }),
  hookPath: '/api/hooks/okta',
};

/** A source that is asked about observables, and what of them may leave the house to it. */
const enrichmentSource = (source: EnrichmentSource): Described => ({
  title: SOURCES[source].title,
  outbound: [SOURCES[source].secret],
  inbound: [],
  settings: z.strictObject({
    sendTlpRed: z.boolean().optional().describe('Ask about observables of cases that are TLP:RED too. Default no.'),
    sendInternal: z.boolean().optional().describe('Ask about private addresses and internal names too. Default no.'),
    sendQueryStrings: z.boolean().optional().describe('Send URLs with their query string. Default no.'),
    timeoutSeconds: z.number().min(1).max(120).optional().describe('Longest wait for an answer. Default 30.'),
    dailyBudget: z
      .number()
      .int()
      .min(0)
      .max(10_000_000)
      .nullable()
      .optional()
      .describe('Most lookups a day (UTC), as your licence allows; null: no limit.'),
    cacheHours: z
      .number()
      .min(0)
      .max(8_760)
      .optional()
      .describe('Hours for which an answer is as good as a new one. Default 24; 6 where the source knows nothing.'),
  }),
  hookPath: null,
});

const axonius: Described = {
  title: 'Axonius',
  outbound: ['apiKey', 'apiSecret'],
  inbound: [],
  settings: z.strictObject({
    form: z.enum(AXONIUS_FORMS).optional().describe('How it is asked: v2, or v4.0 for an older instance. Default v2.'),
    timeoutSeconds,
  }),
  hookPath: null,
};

const entra: Described = {
  title: 'Entra ID',
  outbound: ['tenantId', 'clientId', 'clientSecret'],
  inbound: [],
  settings: z.strictObject({
    loginUrl: httpAddress.optional().describe('Where a token is had. Default https://login.microsoftonline.com.'),
    timeoutSeconds,
  }),
  hookPath: null,
};

const slack: Described = {
  title: 'Slack',
  outbound: ['botToken'],
  inbound: ['signingSecret'],
  settings: z.strictObject({
    channel: z
      .string()
      .trim()
      .regex(/^[CG][A-Z0-9]{2,20}$/, 'Write the id of a channel, such as C0AAA1111.')
      .optional()
      .describe('The channel that notices go to.'),
    ...intakeSettings,
  }),
  hookPath: '/api/hooks/slack/{interactions|commands}',
};

const jamf: Described = {
  title: 'Jamf Pro',
  outbound: ['clientId', 'clientSecret'],
  inbound: [],
  settings: z.strictObject({
    tokenPath: z
      .string()
      .trim()
      .regex(/^\/[\w./-]{1,200}$/, 'Write a path that begins with a slash.')
      .optional()
      .describe('Where a token is had. Default /api/oauth/token.'),
    adminGroupId: z
      .string()
      .trim()
      .regex(/^\d{1,10}$/, 'Write the number of the group.')
      .optional()
      .describe('The static computer group whose Macs have a temporary administrator.'),
  }),
  hookPath: null,
};

/** A channel that is only written to, at an address that is a secret itself. */
const webhook = (title: string, more: readonly string[] = []): Described => ({
  title,
  outbound: ['webhookUrl', ...more],
  inbound: [],
  settings: z.strictObject({}),
  hookPath: null,
});

const smtp: Described = {
  title: 'E-mail (SMTP)',
  outbound: ['user', 'password'],
  inbound: [],
  ownAddress: true,
  settings: z.strictObject({
    host: z
      .string()
      .trim()
      .max(253)
      .regex(
        /^([A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)$/,
        'Write a host name or an address, without a port.',
      )
      .optional()
      .describe('The mail server.'),
    port: z
      .number()
      .int()
      .min(1)
      .max(65_535)
      .optional()
      .describe('Default 465 with TLS from the first byte, else 587.'),
    secure: z.boolean().optional().describe('TLS from the first byte. Default no: STARTTLS.'),
    from: z
      .string()
      .trim()
      .max(320)
      .regex(/^[^<>\p{Cc}]*<?[^<>@\s]+@[^<>@\s]+>?$/u, 'Write an address such as soc@shop.example.')
      .optional()
      .describe('The sender, such as Watchfloor <soc@shop.example>.'),
    ca: z.string().max(100_000).optional().describe('Certificates (PEM) of an authority of your own.'),
  }),
  hookPath: null,
};

const ai: Described = {
  title: 'AI model',
  outbound: ['apiKey'],
  inbound: [],
  settings: AiSettings,
  hookPath: null,
};

const generic: Described = {
  title: 'Generic',
  outbound: [],
  inbound: ['webhookToken', 'hmacSecret'],
  settings: z.strictObject(intakeSettings),
  hookPath: '/api/hooks/generic/{source}',
};

const DESCRIBED: Record<Vendor, Described> = {
  wiz,
  crowdstrike,
  sentinelone,
  okta,
  virustotal: enrichmentSource('virustotal'),
  recordedfuture: enrichmentSource('recordedfuture'),
  otx: enrichmentSource('otx'),
  axonius,
  entra,
  slack,
  jamf,
  teams: webhook('Microsoft Teams'),
  smtp,
  paging: webhook('Paging webhook', ['signingKey']),
  ai,
  generic,
};

function define(vendor: Vendor): ConnectorDefinition {
  const { outbound, ownAddress, ...described } = DESCRIBED[vendor];
  return {
    ...described,
    id: vendor,
    vendor,
    credentials: [...outbound, ...described.inbound],
    mapped: isIntakeVendor(vendor) && INTAKE[vendor].mapping !== null,
    calls: outbound.length > 0 && !ownAddress,
  };
}

/** The connectors that every installation has, set or not. Named generic sources come beside them. */
export const CONNECTORS: readonly ConnectorDefinition[] = VENDORS.map(define);
const GENERIC = define('generic');

const SOURCE = /^generic\/([a-z0-9][a-z0-9-]{0,62})$/;

/** True for the id of a named generic source: `generic/` and 1–63 lower-case letters, digits and hyphens. */
export function isSourceId(id: string): boolean {
  return SOURCE.test(id);
}

/** What can be set on `wiz`, `generic` or `generic/<source>`. Throws `not_found` for another id. */
export function definitionOf(id: string): ConnectorDefinition {
  const known = CONNECTORS.find((connector) => connector.id === id);
  if (known) return known;
  const source = SOURCE.exec(id)?.[1];
  if (!source) throw new ServiceError('not_found', `The connector ${id} is not available yet.`);
  return { ...GENERIC, id, title: source, hookPath: `/api/hooks/generic/${source}` };
}

/** How a connector's events become cases. Throws `not_found` for one that is unknown or sends none. */
export function intakeOf(id: string): IntakeSource {
  const { vendor } = definitionOf(id);
  if (!isIntakeVendor(vendor)) throw new ServiceError('not_found', `${id} sends no events.`);
  return INTAKE[vendor];
}

/** The body of PUT for a connector: unknown credentials and settings are refused by their name. */
export function inputOf(definition: ConnectorDefinition) {
  const secret = z
    .string()
    .max(8192)
    .refine((value) => !/\p{Cc}/u.test(value), 'Write it on one line.')
    .nullable();
  return z.strictObject({
    id: z.literal(definition.id),
    enabled: z.boolean(),
    baseUrl: (definition.calls ? httpAddress : z.never('This connector has no address to call.')).nullable().optional(),
    /** An omitted name keeps its value; null or "" deletes it. */
    credentials: z
      .strictObject(Object.fromEntries(definition.credentials.map((name) => [name, secret.optional()])))
      .default({}),
    /** Replaces all settings where given. */
    settings: definition.settings.optional(),
  });
}

/** Hours for which a replaced inbound secret stays live. */
export const DEFAULT_ROTATION_HOURS = 24;

/** Seconds between two readings of a vendor's log, by its setting. */
export const readEverySeconds = (setting: unknown): number => (typeof setting === 'number' ? setting : 60);
