'use client';

import type { HoldingCase } from '#lib/domain/views/observable.ts';
import { keys } from '../query/keys.ts';
import { formatCount, usePages } from '../query/pages.ts';
import { CaseVerdict } from '../related/case-verdict.tsx';
import { Link } from '../ui/link.tsx';
import { sentence } from '../ui/names.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { SkeletonRows } from '../ui/states.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { observableHref } from './observable-href.ts';

const FEW = 6;

/** The newest other cases that hold an observable, with how they ended. */
export function SharedCases({
  caseKey,
  observable,
}: {
  caseKey: string;
  observable: { id: string; type: Parameters<typeof observableHref>[0]['type'] };
}) {
  const list = usePages<HoldingCase>(
    [...keys.observableCases(observable.id), 'few'],
    `observables/${observable.id}/cases`,
    {},
    { limit: FEW },
  );
  if (list.isPending) return <SkeletonRows rows={2} />;
  const others = list.items.filter((one) => one.key !== caseKey);
  if (others.length === 0) return <p className="text-ink-3">No other case that you may see.</p>;
  return (
    <>
      <ul aria-label="Other cases that hold it" className="flex flex-col gap-1">
        {others.map((one) => (
          <li key={one.key} className="flex min-w-0 items-center gap-2">
            <SeverityMark severity={one.severity} word={false} />
            <Link href={`/cases/${one.key}`} className="min-w-0 flex-1 truncate hover:underline" title={one.title}>
              <span className="font-mono text-ink-2 text-sm">{one.key}</span> <Untrusted>{one.title}</Untrusted>
            </Link>
            <span className="shrink-0 text-ink-3 text-xs narrow:hidden">{sentence(one.role)}</span>
            <CaseVerdict verdict={one.verdict} state={one.state} />
            <RelativeTime at={one.createdAt} className="shrink-0 whitespace-nowrap text-ink-3 text-xs" />
          </li>
        ))}
      </ul>
      {list.hasMore && (
        <Link href={observableHref(observable)} className="text-accent-ink text-sm hover:underline">
          All {formatCount(list.count)} cases
        </Link>
      )}
    </>
  );
}
