'use client';

import Link from 'next/link';
import type { RunListItem } from '#lib/domain/views/run.ts';
import { explanationOf } from '../runs/status.ts';
import { RunStatusTag } from '../runs/status-tag.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { ClockTime } from './clock-time.tsx';

/** A run that left no entry of its own: it works, waits, failed, or had nothing to do. */
export function RunEntry({ run }: { run: RunListItem }) {
  const why = explanationOf(run);
  return (
    <li className="col-span-full grid grid-cols-subgrid">
      <ClockTime at={run.createdAt} />
      <span className="pt-px">
        <Avatar actor={{ kind: 'automation', name: run.title }} titled={false} />
      </span>
      <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5 pt-[2px] text-ink-2">
        <Link href={`/runs/${run.id}`} prefetch={false} className="font-[550] text-ink hover:underline">
          {run.title}
        </Link>
        <RunStatusTag status={run.status} />
        {why && <span className="min-w-0">{why}</span>}
      </p>
    </li>
  );
}
