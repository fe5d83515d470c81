'use client';

import type { CaseListItem } from '#lib/domain/views/case.ts';
import { leadOf } from '../sla/timer-look.ts';
import { TimerMark } from '../sla/timer-mark.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import { Skeleton, SkeletonRows } from '../ui/states.tsx';
import { Untrusted } from '../ui/untrusted.tsx';

/** A case that is being fetched: at once what the list knew of it. */
export function CaseSkeleton({ caseKey, listed }: { caseKey: string; listed: CaseListItem | undefined }) {
  return (
    <>
      <div className="flex min-h-11 items-center gap-2 border-line border-b px-3.5 py-2">
        <span className="font-mono text-ink-2 text-sm">{caseKey}</span>
        {listed && (
          <>
            <SeverityMark severity={listed.severity} />
            <StateTag state={listed.state} />
            <span className="ml-auto">
              <TimerMark timer={leadOf(listed.sla)} strong />
            </span>
          </>
        )}
      </div>
      <div className="flex flex-col gap-3 px-[18px] py-3.5">
        {listed ? (
          <h1 className="font-[620] text-xl tracking-[-0.015em]">
            <Untrusted>{listed.title}</Untrusted>
          </h1>
        ) : (
          <Skeleton className="h-5 w-1/2" />
        )}
        <Skeleton className="w-1/3" />
        <div className="card flex flex-col gap-2.5 px-3.5 py-3.5">
          <Skeleton className="w-2/3" />
          <Skeleton className="w-1/3" />
          <Skeleton className="w-1/2" />
        </div>
        <SkeletonRows rows={6} />
      </div>
    </>
  );
}
