import { failure } from './crowdstrike-resources.ts';
import type { RecordedRequest, VendorAnswer } from './server.ts';

/** The account that the emulator knows. */
export interface FalconAccount {
  clientId: string;
  clientSecret: string;
  /** CIDs that `member_cid` may name. */
  memberCids: readonly string[];
  /** Seconds for which a token lives. */
  expiresIn: number;
}

export interface FalconTokens {
  issued: number;
  /** Every token that was revoked by a request, once each. */
  revoked: number;
  /** How many could be used now. */
  live(): number;
  /** Ends all that live, as their time would. */
  expireAll(): void;
  issue(request: RecordedRequest): VendorAnswer;
  revoke(request: RecordedRequest): VendorAnswer;
  /** Null: the request bears a live token. */
  check(request: RecordedRequest): VendorAnswer | null;
}

export function createTokens(account: FalconAccount): FalconTokens {
  const live = new Map<string, number>();
  const used = () => [...live.values()].filter((until) => until > Date.now()).length;
  return {
    issued: 0,
    revoked: 0,
    live: used,
    expireAll: () => live.clear(),
    issue({ form, headers }) {
      if (!form) return failure(400, `unsupported content type: ${headers['content-type'] ?? 'none'}`);
      const [id, secret] = [form.get('client_id'), form.get('client_secret')];
      if (!id || !secret) return failure(400, 'client_id and client_secret are required');
      if (id !== account.clientId || secret !== account.clientSecret)
        return failure(403, 'access denied, authorization failed');
      const member = form.get('member_cid');
      if (member && !account.memberCids.includes(member)) return failure(403, 'access denied, authorization failed');
      this.issued += 1;
      const token = `emulated.${Buffer.from(`${this.issued} ${member ?? ''}`).toString('base64url')}.${Date.now()}`;
      live.set(token, Date.now() + account.expiresIn * 1000);
      return { status: 201, body: { access_token: token, expires_in: account.expiresIn, token_type: 'bearer' } };
    },
    revoke({ form, headers }) {
      const basic = `Basic ${Buffer.from(`${account.clientId}:${account.clientSecret}`).toString('base64')}`;
      if (headers.authorization !== basic) return failure(403, 'access denied, authorization failed');
      const token = form?.get('token');
      if (!token) return failure(400, 'token is required');
      if (live.delete(token)) this.revoked += 1;
      const meta = { query_time: 0.001, powered_by: 'crowdstrike-api-gateway', trace_id: '9a' };
      return { body: { meta, errors: [] } };
    },
    check({ headers }) {
      const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
      return (live.get(token) ?? 0) > Date.now() ? null : failure(401, 'access denied, invalid bearer token');
    },
  };
}
