'use client';

import type { ReactNode } from 'react';
import type { CaseBrief } from '#lib/domain/views/evidence.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Link } from '../ui/link.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { CaseVerdict } from './case-verdict.tsx';

/** A case beside another one: how bad, which, how it ended, and under it why it is here. */
export function BriefLine({ brief, acts, children }: { brief: CaseBrief; acts?: ReactNode; children?: ReactNode }) {
  return (
    <li className="flex min-w-0 items-start gap-2 border-line/55 border-b py-2 last:border-b-0">
      <span className="pt-[3px]">
        <SeverityMark severity={brief.severity} word={false} />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex min-w-0 items-center gap-2">
          <Link
            href={`/cases/${brief.key}`}
            className="min-w-0 truncate font-[510] hover:underline"
            title={brief.title}
          >
            <span className="font-mono text-ink-2 text-sm">{brief.key}</span> <Untrusted>{brief.title}</Untrusted>
          </Link>
          <span className="ml-auto flex shrink-0 items-center gap-2">
            {brief.assignee && (
              <span className="narrow:hidden">
                <Avatar actor={brief.assignee} />
              </span>
            )}
            <CaseVerdict verdict={brief.verdict} state={brief.state} />
            <RelativeTime at={brief.createdAt} className="whitespace-nowrap text-ink-3 text-sm narrow:hidden" />
          </span>
        </div>
        {children}
      </div>
      {acts && <span className="flex shrink-0">{acts}</span>}
    </li>
  );
}
