import { z } from 'zod';
import { ConnectorError, type ConnectorErrorClass, type FetchOptions, send } from '../http.ts';

/** The Web API's own address. */
export const SLACK_DEFAULTS = { baseUrl: 'https://slack.com/api' } as const;

/** A workspace, with the bot's token in the clear. */
export interface SlackConnection {
  /** Where the methods stand, with or without a slash at its end. */
  baseUrl: string;
  botToken: string;
  /** CIDR ranges that may be reached although they are not public. */
  allowedNetworks: readonly string[];
  fetchOptions?: FetchOptions;
}

export const VENDOR = 'Slack';

const Answer = z.looseObject({
  ok: z.boolean(),
  error: z.string().optional(),
  needed: z.string().optional(),
  response_metadata: z.looseObject({ messages: z.array(z.string()).optional() }).nullish(),
});

export type SlackAnswer = z.infer<typeof Answer>;
type Argument = string | number | boolean | object | undefined;

/**
 * One method of the Web API. Sent form-encoded, nested values as JSON: the only encoding that every method takes. Slack says 200 to
 * failures as well; one becomes a ConnectorError of the class that its name stands for, and the name is in `slackErrorOf`.
 */
export async function call(
  conn: SlackConnection,
  method: string,
  args: Record<string, Argument> = {},
): Promise<SlackAnswer & { scopes: string[] }> {
  const form = Object.fromEntries(
    Object.entries(args)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
  );
  const { body, request, headers } = await send({
    vendor: VENDOR,
    method: 'POST',
    url: `${conn.baseUrl.replace(/\/+$/, '')}/${method}`,
    headers: { authorization: `Bearer ${conn.botToken}` },
    form,
    secrets: [conn.botToken],
    allowedNetworks: conn.allowedNetworks,
    options: conn.fetchOptions,
  });
  const answer = Answer.safeParse(body);
  if (!answer.success)
    throw new ConnectorError({ class: 'bad_request', vendor: VENDOR, message: `${method} has no answer`, request });
  if (!answer.data.ok) {
    const code = answer.data.error ?? 'no_error_given';
    const message = `${method}: ${wordsOf(code, answer.data)}`;
    const said = { status: 200, excerpt: code.slice(0, 100) };
    throw new ConnectorError({ class: classOf(code), vendor: VENDOR, message, request, answer: said });
  }
  const scopes = headers['x-oauth-scopes'];
  return { ...answer.data, scopes: typeof scopes === 'string' ? scopes.split(',').map((one) => one.trim()) : [] };
}

function wordsOf(code: string, { needed, response_metadata }: SlackAnswer): string {
  const details = response_metadata?.messages?.join('; ').slice(0, 300);
  return [code.slice(0, 100), needed && `the token lacks ${needed.slice(0, 100)}`, details].filter(Boolean).join('; ');
}

const CLASS_OF: Record<string, ConnectorErrorClass> = {
  invalid_auth: 'auth',
  not_authed: 'auth',
  account_inactive: 'auth',
  token_revoked: 'auth',
  token_expired: 'auth',
  missing_scope: 'forbidden',
  no_permission: 'forbidden',
  not_allowed_token_type: 'forbidden',
  access_denied: 'forbidden',
  ekm_access_denied: 'forbidden',
  org_login_required: 'forbidden',
  team_access_not_granted: 'forbidden',
  restricted_action: 'forbidden',
  users_not_found: 'not_found',
  user_not_found: 'not_found',
  user_not_visible: 'not_found',
  channel_not_found: 'not_found',
  not_in_channel: 'not_found',
  message_not_found: 'not_found',
  no_such_subteam: 'not_found',
  not_found: 'not_found',
  view_not_found: 'not_found',
  ratelimited: 'rate_limited',
  rate_limited: 'rate_limited',
  internal_error: 'transient',
  fatal_error: 'transient',
  service_unavailable: 'transient',
  request_timeout: 'transient',
  team_added_to_org: 'transient',
};

/** What is not listed will not become right by being sent again. */
function classOf(code: string): ConnectorErrorClass {
  return CLASS_OF[code] ?? 'bad_request';
}

/** Slack's own name of a failure (`expired_trigger_id`, `hash_conflict`), or null for what failed before Slack's own answer. */
export function slackErrorOf(error: unknown): string | null {
  if (!(error instanceof ConnectorError) || error.vendor !== VENDOR || error.answer?.status !== 200) return null;
  return error.answer.excerpt ?? null;
}

/** The answer's part that a method promises. Throws `bad_request` where it is not there. */
export function read<S extends z.ZodType>(method: string, schema: S, answer: unknown): z.output<S> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const message = `${method} answered another shape (${issue?.path.join('.')}: ${issue?.message})`;
  throw new ConnectorError({ class: 'bad_request', vendor: VENDOR, message });
}
