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

/** Where the vendor sends to. */
export function HookCard({ hookPath }: { hookPath: string }) {
  const address = useHookAddress(hookPath);
  return (
    <section className="card flex flex-col gap-1.5 px-3.5 py-3">
      <h2 className="font-semibold text-ink-2 text-sm">Webhook address</h2>
      <p className="flex items-center gap-1.5">
        <code className="min-w-0 break-all rounded-lg border border-line bg-raised px-2.5 py-1 font-mono text-sm">
          {address}
        </code>
        <CopyButton text={address} label="Copy the webhook address" />
      </p>
      <p className="text-ink-3 text-xs">
        POST, application/json, up to 8 MB. The answer is 202 with the delivery’s id.
      </p>
    </section>
  );
}
