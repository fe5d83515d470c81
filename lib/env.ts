import { isIP } from 'node:net';
import { z } from 'zod';
import { parseSealKeys } from './crypto/keys.ts';

/** A variable of the environment has a wrong value. Its message is one line for the person who starts the product. */
export class EnvError extends Error {
  override name = 'EnvError';
}

/** The process's environment, parsed once; names are the variables' own. Throws EnvError. */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}

let cached: Env | undefined;

/** A variable that only the starter gives a value, and that this process cannot work without. Throws EnvError. */
export function requiredEnv(name: 'DATABASE_URL' | 'AUTH_SECRET' | 'ENCRYPTION_KEY'): string {
  const value = env()[name];
  if (!value)
    throw new EnvError(`${name} is not set: start with npm start, which gives it a value, or set it yourself`);
  return value;
}

/**
 * Parses an environment. An empty value counts as not set, what is not listed here is ignored.
 * Throws EnvError that names the first wrong variable, what is wrong with it and what to write; it never repeats a
 * secret's value.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const parsed = schema.safeParse(given);
  if (parsed.success) {
    return { ...parsed.data, PUBLIC_URL: parsed.data.PUBLIC_URL ?? `http://localhost:${parsed.data.PORT}` };
  }
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? 'environment');
  const value = SECRET.test(name) ? '' : ` is ${JSON.stringify(source[name])}`;
  throw new EnvError(`${name}${value}: ${issue?.message}`);
}

/** A sentence for each variable that is set for something this version does not do yet. */
export function notAvailable({ OIDC_ISSUER }: Env): string[] {
  const notices = [];
  if (OIDC_ISSUER) notices.push('OIDC_ISSUER is set but sign-in by OIDC is not available in this version');
  return notices;
}

/** Variables whose value must not reach a terminal or a log. */
const SECRET = /KEY|SECRET|PASSWORD|DATABASE_URL/;

const text = z.string().trim();
const httpUrl = (example: string) =>
  text
    .refine((value) => isHttpUrl(value), `write an http or https address, such as ${example}`)
    .transform((value) => value.replace(/\/+$/, ''));

const schema = z
  .object({
    /** Where web listens, on every interface. */
    PORT: wholeNumber(3000, 1, 65_535),
    /** The address that people use: in links and for sign-in. No trailing slash. */
    PUBLIC_URL: text
      .refine(
        (value) => isHttpUrl(value) && isOrigin(value),
        'write the address without a path, such as https://soc.example.com',
      )
      .transform((value) => value.replace(/\/+$/, ''))
      .optional(),
    /** An own Postgres, 15 or later; else the embedded one. */
    DATABASE_URL: text
      .refine(
        (value) => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value),
        'write postgres://user:password@host:5432/database',
      )
      .optional(),
    /** Database, secrets and logs of this installation. */
    DATA_DIR: text.default('.data'),
    /** Of one API key. */
    RATE_LIMIT_PER_MINUTE: wholeNumber(600, 1, 1_000_000),
    /** A real Inngest server; else the embedded engine runs the automations. */
    INNGEST_BASE_URL: httpUrl('http://inngest:8288').optional(),
    INNGEST_EVENT_KEY: text.optional(),
    INNGEST_SIGNING_KEY: text
      .regex(/^(signkey-[a-z]+-)?[0-9a-fA-F]+$/, 'write the key as Inngest shows it: signkey-prod- and hex digits')
      .optional(),
    /** Of the embedded engine; made by the starter. */
    ENGINE_EVENT_KEY: text.optional(),
    ENGINE_SIGNING_KEY: text.optional(),
    /** Signs sessions. */
    AUTH_SECRET: text.min(16, 'write at least 16 random characters (openssl rand -base64 32)').optional(),
    /** Seals connectors' secrets; see parseSealKeys for several keys. */
    ENCRYPTION_KEY: text
      .refine(
        areSealKeys,
        'write 32 random bytes in base64 or hex (openssl rand -base64 32); several with commas, the new one first',
      )
      .optional(),
    /** Of the administrator who is made on the first start. */
    ADMIN_EMAIL: z.email('write an e-mail address, such as admin@example.com').optional(),
    ADMIN_PASSWORD: z.string().min(12, 'write at least 12 characters').optional(),
    /** Becomes an administrator's API key on the first start. */
    BOOTSTRAP_API_KEY: text.regex(/^wf_[\w-]{12,}$/, 'write wf_ and at least 12 letters, digits, - or _').optional(),
    OIDC_ISSUER: httpUrl('https://login.example.com').optional(),
    OIDC_CLIENT_ID: text.optional(),
    OIDC_CLIENT_SECRET: text.optional(),
    /** Private ranges that connectors may reach. */
    CONNECTOR_ALLOWED_NETWORKS: text
      .transform((value) =>
        value
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
      )
      .refine(
        (networks) => networks.every(isNetwork),
        'write networks with commas between them, such as 10.0.0.0/8,fd00::/8',
      )
      .default([]),
    /** Any OpenAI-compatible endpoint. */
    AI_BASE_URL: httpUrl('https://api.example.com/v1').optional(),
    AI_API_KEY: text.optional(),
    AI_MODEL: text.optional(),
    LOG_LEVEL: z
      .enum(
        ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
        'write trace, debug, info, warn, error, fatal or silent',
      )
      .default('info'),
  })
  .superRefine((values, context) => {
    requireTogether(values, ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'], context);
    requireTogether(values, ['AI_BASE_URL', 'AI_MODEL'], context);
  });

export type Env = z.output<typeof schema> & { PUBLIC_URL: string };

function wholeNumber(initial: number, least: number, most: number) {
  const message = `write a whole number from ${least} to ${most}`;
  return text
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((n) => n >= least && n <= most, message)
    .default(initial);
}

function isHttpUrl(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value);
}

function isOrigin(value: string): boolean {
  const { pathname, search, hash, username } = new URL(value);
  return pathname === '/' && !search && !hash && !username;
}

function isNetwork(value: string): boolean {
  const [address = '', prefix, ...rest] = value.split('/');
  const version = isIP(address);
  if (!version || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

function areSealKeys(value: string): boolean {
  try {
    return parseSealKeys(value).length > 0;
  } catch {
    return false;
  }
}

/** Variables that mean nothing alone: one set, all set. */
function requireTogether(values: Record<string, unknown>, names: string[], context: z.RefinementCtx): void {
  const missing = names.filter((name) => values[name] === undefined);
  if (missing.length === 0 || missing.length === names.length) return;
  const set = names.filter((name) => values[name] !== undefined);
  const verb = missing.length > 1 ? 'are' : 'is';
  const message = `${missing.join(' and ')} ${verb} not set; ${names.join(', ')} are set together`;
  context.addIssue({ code: 'custom', path: [set[0] ?? ''], message });
}
