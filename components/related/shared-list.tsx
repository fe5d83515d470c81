'use client';

import Link from 'next/link';
import type { SharedView } from '#lib/domain/views/evidence.ts';
import { observableHref } from '../observables/observable-href.ts';
import { VerdictTag } from '../observables/verdict-tag.tsx';
import { observableTypeName } from '../ui/names.ts';
import { Untrusted } from '../ui/untrusted.tsx';

/** What two cases share, with how many cases hold each: why it is told at all. */
export function SharedList({ shared, more }: { shared: readonly SharedView[]; more: number }) {
  return (
    <ul aria-label="Shared observables" className="mt-0.5 flex flex-wrap gap-x-3 gap-y-1 text-sm">
      {shared.map((one) => (
        <li key={one.id} className="flex min-w-0 max-w-full items-center gap-1.5 text-ink-3">
          <span className="shrink-0">{observableTypeName(one.type)}</span>
          <Link
            href={observableHref(one)}
            prefetch={false}
            title={one.defanged}
            className="min-w-0 truncate font-mono text-ink-2 hover:underline"
          >
            <Untrusted>{one.defanged}</Untrusted>
          </Link>
          {one.verdict !== 'unknown' && <VerdictTag verdict={one.verdict} score={null} />}
          <span className="num whitespace-nowrap">in {one.caseCount} cases</span>
        </li>
      ))}
      {more > 0 && <li className="text-ink-3">and {more} more</li>}
    </ul>
  );
}
