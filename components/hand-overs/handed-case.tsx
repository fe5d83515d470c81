import Link from 'next/link';
import type { HandedCase } from '#lib/domain/views/hand-over.ts';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import { Tag } from '../ui/tag.tsx';
import { Untrusted } from '../ui/untrusted.tsx';

/** Which case it is, at a glance. */
export function HandedCaseLine({ of }: { of: HandedCase }) {
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
      <SeverityMark severity={of.severity} />
      <Link href={`/cases/${of.key}`} prefetch={false} className="font-mono text-ink-2 text-sm hover:underline">
        {of.key}
      </Link>
      <span className="min-w-0 break-words font-[550]">
        <Untrusted>{of.title}</Untrusted>
      </span>
      <StateTag state={of.state} />
      {of.vip && <Tag tone="critical">VIP</Tag>}
      {of.restricted && <Tag>Restricted</Tag>}
    </span>
  );
}
