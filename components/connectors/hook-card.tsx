'use client';

import { useSyncExternalStore } from 'react';
import { CopyButton } from '#components/ui/copy-button.tsx';

/** The address as the browser reaches it; only the path while the page wakes up. */
export function useHookAddress(hookPath: string): string {
  const origin = useSyncExternalStore(
    () => () => undefined,
    () => location.origin,
    () => '',
  );
  return origin + hookPath;
}

/** Where the vendor sends to: one address, or one for each kind of request. */
export function HookCard({ hookPath }: { hookPath: string }) {
  return (
    <section className="card flex flex-col gap-1.5 px-3.5 py-3">
      <h2 className="font-semibold text-ink-2 text-sm">Webhook address</h2>
      {pathsOf(hookPath).map((path) => (
        <Address key={path} path={path} />
      ))}
      <p className="text-ink-3 text-xs">{NOTES[hookPath] ?? NOTE}</p>
    </section>
  );
}

const NOTE = 'POST, application/json, up to 8 MB. The answer is 202 with the delivery’s id.';

/** Vendors that send, or want to be answered, in a way of their own. */
const NOTES: Record<string, string> = {
  '/api/hooks/crowdstrike':
    'Let a Fusion workflow post the alert here as JSON, with its composite_id. It proves itself by the webhook token as a bearer, or, where a Fusion HMAC secret is set, by Fusion’s signature alone.',
  '/api/hooks/sentinelone': 'Let SentinelOne post each threat here as JSON, with the webhook token as a bearer.',
  '/api/hooks/okta':
    'Register it at Okta as an event hook, with the hook secret as the value of the header Authorization. Okta then asks it once to prove itself. Events are answered with 204 and nothing.',
  '/api/hooks/slack/{interactions|commands}':
    'Interactivity and shortcuts go to the first, slash commands to the second. Each request is signed by Slack.',
};

/** `/a/{b|c}` stands for two addresses. */
function pathsOf(hookPath: string): string[] {
  const kinds = /\{([^{}]*\|[^{}]*)\}/.exec(hookPath);
  return kinds ? (kinds[1] ?? '').split('|').map((kind) => hookPath.replace(kinds[0], kind)) : [hookPath];
}

function Address({ path }: { path: string }) {
  const address = useHookAddress(path);
  return (
    <p className="flex items-center gap-1.5">
      <code className="min-w-0 break-all rounded-lg border border-line bg-raised px-2.5 py-1 font-mono text-sm">
        {address}
      </code>
      <CopyButton text={address} label={`Copy the address ${address}`} />
    </p>
  );
}
