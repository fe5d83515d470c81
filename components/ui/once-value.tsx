'use client';

import { CopyButton } from './copy-button.tsx';

/** A row of a `dl`: a value that is shown this once, to be copied. */
export function OnceValue({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="flex min-w-0 items-center gap-1">
        <code className="min-w-0 select-all break-all rounded-lg border border-line bg-raised px-2.5 py-1 font-mono text-sm">
          {value}
        </code>
        <CopyButton text={value} label={`Copy ${name.toLowerCase()}`} />
      </dd>
    </>
  );
}
