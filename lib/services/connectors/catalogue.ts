import { z } from 'zod';
import { ServiceError } from '../errors.ts';

/** What an administrator can set on a connector. */
export interface ConnectorDefinition {
  id: string;
  vendor: string;
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

const wiz: ConnectorDefinition = {
  id: 'wiz',
  vendor: 'wiz',
  title: 'Wiz',
  credentials: ['clientId', 'clientSecret', 'webhookToken', 'webhookUser', 'webhookPassword'],
  inbound: ['webhookToken', 'webhookUser', 'webhookPassword'],
  settings: z.strictObject({
    authUrl: httpAddress.optional().describe('Where a token is had.'),
    audience: z.string().trim().min(1).max(200).optional().describe('The audience of the token.'),
    ...intakeSettings,
  }),
  hookPath: '/api/hooks/wiz',
  mapped: true,
  calls: true,
};

const generic: ConnectorDefinition = {
  id: 'generic',
  vendor: 'generic',
  title: 'Generic',
  credentials: ['webhookToken', 'hmacSecret'],
  inbound: ['webhookToken', 'hmacSecret'],
  settings: z.strictObject(intakeSettings),
  hookPath: '/api/hooks/generic/{source}',
  mapped: true,
  calls: false,
};

/** The connectors that every installation has, set or not. Named generic sources come beside them. */
export const CONNECTORS: readonly ConnectorDefinition[] = [wiz, generic];

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
  return { ...generic, id, title: source, hookPath: `/api/hooks/generic/${source}` };
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
