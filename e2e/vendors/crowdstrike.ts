import { createHmac } from 'node:crypto';
import { type FalconAlertNode, type FalconCaseNode, falconAlert, falconCase } from './crowdstrike-bodies.ts';
import { failure, idsOf, listIds, success } from './crowdstrike-resources.ts';
import { FALCON_STORIES, FALCON_STORY_NAMES, type FalconStoryName, falconHost } from './crowdstrike-scenarios.ts';
import { createTokens, type FalconTokens } from './crowdstrike-tokens.ts';
import { slowness } from './faults.ts';
import { createOutages, type Outages } from './outages.ts';
import type { Overrides } from './overrides.ts';
import type { PushResult } from './push.ts';
import { type RecordedRequest, startVendor, type VendorAnswer, type VendorServer } from './server.ts';

export { type FalconAlertNode, type FalconCaseNode, falconAlert, falconCase } from './crowdstrike-bodies.ts';
export { FALCON_STORIES, FALCON_STORY_NAMES, type FalconStoryName, falconHost } from './crowdstrike-scenarios.ts';

/** How the API behaves behind the token. `no-cases`: the client lacks that scope alone. `partial`: every second document is missing, with an error beside the others; `slow` answers after `slowMs`. */
export type FalconMode = 'ok' | 'rate-limited' | 'forbidden' | 'no-cases' | 'down' | 'partial' | 'errors-200' | 'slow';

export interface FalconOptions {
  port?: number;
  clientId?: string;
  clientSecret?: string;
  memberCids?: readonly string[];
  expiresIn?: number;
  slowMs?: number;
}

/** What of an alert is not generated. */
export interface NewFalconAlert {
  n?: number;
  story?: FalconStoryName;
  /** Which host. */
  host?: number;
  /** Alerts with the same one are of one process tree. */
  tree?: number;
  at?: Date;
}

export interface FalconEmulator extends VendorServer {
  clientId: string;
  clientSecret: string;
  mode: FalconMode;
  outages: Outages;
  /** Requests that the quota still holds. */
  remaining: number;
  /** Seconds until it is full again. */
  resetSeconds: number;
  tokens: FalconTokens;
  alerts: Map<string, FalconAlertNode>;
  cases: Map<string, FalconCaseNode>;
  /** Adds an alert, new and unassigned where nothing else is said. */
  addAlert(what?: NewFalconAlert, overrides?: Overrides<Record<string, unknown>>): FalconAlertNode;
  /** Changes an alert as somebody at Falcon does, now or at `at`. */
  touchAlert(compositeId: string, changes: Partial<FalconAlertNode>, at?: Date): FalconAlertNode;
  addCase(
    name: string,
    severity: number,
    alerts: readonly string[],
    overrides?: Overrides<Record<string, unknown>>,
  ): FalconCaseNode;
  /** Posts an alert as a Fusion workflow does: with a token, or signed by formula A or B. */
  pushAlert(targetUrl: string, proof: FalconProof, body: unknown): Promise<PushResult>;
}

export type FalconProof = { bearer: string } | { secret: string; formula: 'A' | 'B'; timestamp?: string } | 'none';

const QUOTA = 6_000;
const MOST_IDS = 1_000;

/** Starts a Falcon cloud on 127.0.0.1: tokens that can be revoked, Alerts v2/v3, Cases, and Fusion's webhooks on demand. */
export async function startCrowdStrike(options: FalconOptions = {}): Promise<FalconEmulator> {
  const { clientId = 'emulator-falcon-client', clientSecret = 'emulator-falcon-secret' } = options;
  const { memberCids = [], expiresIn = 1_799, slowMs = 5_000 } = options;
  const tokens = createTokens({ clientId, clientSecret, memberCids, expiresIn });
  let next = 0;

  const server = await startVendor(async (request, closing) => {
    const outage = emulator.outages.take(request);
    if (outage && outage !== 'lost') return { ...outageAnswer(outage), headers: limits() };
    const answer = await answerTo(request, closing);
    return { ...answer, headers: { ...limits(), ...answer.headers }, ...(outage === 'lost' && { lost: true }) };
  }, options);

  const limits = (): Record<string, string> => ({
    'x-ratelimit-limit': String(QUOTA),
    'x-ratelimit-remaining': String(Math.max(0, emulator.remaining)),
  });
  const tooMany = () =>
    failure(429, 'API rate limit exceeded.', {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-retryafter': String(Math.ceil(Date.now() / 1000) + emulator.resetSeconds),
    });
  const outageAnswer = (kind: 'server-error' | 'unavailable' | 'rate-limited') =>
    kind === 'rate-limited' ? tooMany() : failure(kind === 'unavailable' ? 503 : 500, 'internal error');

  async function answerTo(request: RecordedRequest, closing: AbortSignal): Promise<VendorAnswer> {
    const { method, path } = request;
    if (emulator.remaining <= 0) return tooMany();
    emulator.remaining -= 1;
    if (method === 'POST' && path === '/oauth2/token') return tokens.issue(request);
    if (method === 'POST' && path === '/oauth2/revoke') return tokens.revoke(request);
    const refused = tokens.check(request);
    if (refused) return refused;
    await slowness(emulator, slowMs, closing);
    if (emulator.mode === 'rate-limited') return tooMany();
    const isOfCases = path.startsWith('/cases/');
    if (emulator.mode === 'forbidden' || (emulator.mode === 'no-cases' && isOfCases))
      return failure(403, 'access denied, scope not permitted');
    if (emulator.mode === 'down') return failure(500, 'internal error');
    if (emulator.mode === 'errors-200')
      return success([], { errors: [{ code: 500, message: 'search is not available' }] });
    return route(request);
  }

  function route(request: RecordedRequest): VendorAnswer {
    const { method, path, query } = request;
    switch (`${method} ${path}`) {
      case 'GET /alerts/queries/alerts/v2':
        return listIds(shown(query.get('include_hidden') === 'true'), query, (alert) => alert.composite_id);
      case 'POST /alerts/entities/alerts/v2':
        return whole(request, 'composite_ids', emulator.alerts);
      case 'PATCH /alerts/entities/alerts/v3':
        return patchAlerts(request);
      case 'GET /cases/queries/cases/v1':
        return listIds(emulator.cases.values(), query, (one) => one.id);
      case 'POST /cases/entities/cases/v2':
        return whole(request, 'ids', emulator.cases);
      default:
        return failure(404, 'Page not found');
    }
  }

  const shown = (hidden: boolean) =>
    [...emulator.alerts.values()].filter((alert) => hidden || alert.show_in_ui !== false);
  /** What is not known is left out. */
  function whole(request: RecordedRequest, name: string, rows: Map<string, unknown>): VendorAnswer {
    const ids = idsOf(request, name, MOST_IDS, 400);
    if (!Array.isArray(ids)) return ids;
    const known = ids.flatMap((id) => rows.get(id) ?? []);
    if (emulator.mode !== 'partial') return success(known);
    const errors = [{ code: 500, message: 'a shard did not answer' }];
    return success(
      known.filter((_, index) => index % 2 === 0),
      { errors },
    );
  }

  function patchAlerts(request: RecordedRequest): VendorAnswer {
    const ids = idsOf(request, 'composite_ids', MOST_IDS, 413);
    if (!Array.isArray(ids)) return ids;
    const actions = (request.json as { action_parameters?: unknown }).action_parameters;
    if (!Array.isArray(actions) || actions.length === 0) return failure(400, 'action_parameters is required');
    const known = ids.flatMap((id) => emulator.alerts.get(id) ?? []);
    for (const { name, value } of actions as { name: string; value: string }[]) {
      const act = ACTIONS[name];
      if (!act || (name === 'update_status' && !STATUSES.includes(value)))
        return failure(400, `invalid action parameter: ${name} ${value}`);
      for (const alert of known) act(alert, value);
    }
    for (const alert of known) alert.updated_timestamp = new Date().toISOString();
    return success([], { affected: known.length });
  }

  const emulator: FalconEmulator = {
    ...server,
    ...{ clientId, clientSecret, mode: 'ok', outages: createOutages(), remaining: QUOTA, resetSeconds: 30 },
    ...{ tokens, alerts: new Map(), cases: new Map() },
    addAlert({ n = next, story, host = n, tree, at = new Date() } = {}, overrides) {
      next = Math.max(next, n) + 1;
      const name = story ?? FALCON_STORY_NAMES[n % FALCON_STORY_NAMES.length]!;
      const of = { n, story: FALCON_STORIES[name], host: falconHost(host), at, ...(tree !== undefined && { tree }) };
      const alert = falconAlert(of, overrides);
      emulator.alerts.set(alert.composite_id, alert);
      return alert;
    },
    touchAlert(compositeId, changes, at = new Date()) {
      const changed = { ...emulator.alerts.get(compositeId)!, updated_timestamp: at.toISOString(), ...changes };
      emulator.alerts.set(compositeId, changed as FalconAlertNode);
      return changed as FalconAlertNode;
    },
    addCase(name, severity, alerts, overrides) {
      const made = falconCase({ n: emulator.cases.size, name, severity, alerts, at: new Date() }, overrides);
      emulator.cases.set(made.id, made);
      return made;
    },
    async pushAlert(targetUrl, proof, body) {
      const text = JSON.stringify(body);
      const headers = { 'content-type': 'application/json', ...proofHeaders(proof, text) };
      const answer = await fetch(targetUrl, { method: 'POST', headers, body: text, redirect: 'manual' });
      const said = await answer.text();
      return { status: answer.status, headers: answer.headers, body: said ? JSON.parse(said) : null };
    },
  };
  return emulator;
}

const STATUSES = ['new', 'in_progress', 'reopened', 'closed'];
const ACTIONS: Record<string, (alert: FalconAlertNode, value: string) => void> = {
  update_status: (alert, value) => {
    alert.status = value;
  },
  assign_to_uuid: (alert, value) => {
    alert.assigned_to_uuid = value;
    alert.assigned_to_name = value;
  },
  assign_to_user_id: (alert, value) => {
    alert.assigned_to_uid = value;
    alert.assigned_to_name = value;
  },
  assign_to_name: (alert, value) => {
    alert.assigned_to_name = value;
  },
  unassign: (alert) => {
    Object.assign(alert, { assigned_to_uuid: '', assigned_to_uid: '', assigned_to_name: '' });
  },
  add_tag: (alert, value) => {
    alert.tags = [...new Set([...alert.tags, value])];
  },
  remove_tag: (alert, value) => {
    alert.tags = alert.tags.filter((tag) => tag !== value);
  },
  append_comment: (alert, value) => {
    alert.comments = [...alert.comments, value];
  },
  show_in_ui: (alert, value) => {
    alert.show_in_ui = value === 'true';
  },
};

function proofHeaders(proof: FalconProof, text: string): Record<string, string> {
  if (proof === 'none') return {};
  if ('bearer' in proof) return { authorization: `Bearer ${proof.bearer}` };
  const { secret, formula, timestamp = new Date().toISOString() } = proof;
  const signature =
    formula === 'A'
      ? createHmac('sha256', secret)
          .update(text + timestamp)
          .digest('base64')
      : createHmac('sha256', secret)
          .update(timestamp + text)
          .digest('hex');
  return {
    'x-cs-primary-signature': signature,
    'x-cs-delivery-timestamp': timestamp,
    'x-cs-signature-algorithm': 'HMAC-SHA256',
  };
}
