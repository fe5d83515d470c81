import type { FalconEmulator } from '#e2e/vendors/crowdstrike.ts';

/** Tokens by which something was asked, and those that Falcon has revoked. One whose answer was lost on its way to us nobody can know. */
export function tokensSeen(falcon: FalconEmulator): { used: Set<string>; revoked: Set<string> } {
  const used = new Set<string>();
  const revoked = new Set<string>();
  for (const { path, headers, form } of falcon.requests) {
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
    if (token) used.add(token);
    const ended = path === '/oauth2/revoke' && form?.get('token');
    if (ended) revoked.add(ended);
  }
  return { used, revoked };
}
