'use client';

import { useRouter } from 'next/navigation';
import { useNow } from '#components/ui/clock.ts';
import { cn } from '#components/ui/cn.ts';
import { formatMilliseconds } from '#components/ui/duration.ts';
import { Link } from '#components/ui/link.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import type { RunListItem } from '#lib/domain/views/run.ts';
import { CaseLink } from './case-link.tsx';
import { elapsed, explanationOf, isEnded } from './status.ts';
import { RunStatusTag } from './status-tag.tsx';

/** Runs, newest first, each with the one line that explains it. `of` leaves out the column that is the same in every row. */
export function RunTable({
  runs,
  caption,
  of,
}: {
  runs: readonly RunListItem[];
  caption: string;
  of?: 'automation' | 'case';
}) {
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th className="w-28">Status</Th>
          <Th>{of === 'automation' ? 'Event' : 'Automation'}</Th>
          {of !== 'case' && <Th className="w-28 narrow:hidden">Case</Th>}
          <Th className="w-28 narrow:hidden">Started</Th>
          <Th className="w-24 text-right narrow:hidden">Took</Th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} of={of} />
        ))}
      </tbody>
    </Table>
  );
}

function RunRow({ run, of }: { run: RunListItem; of: 'automation' | 'case' | undefined }) {
  const router = useRouter();
  const explanation = explanationOf(run);
  return (
    <Tr onOpen={() => router.push(`/runs/${run.id}`)}>
      <Td>
        <RunStatusTag status={run.status} />
      </Td>
      <Td className="w-full max-w-0">
        <Link
          href={`/runs/${run.id}`}
          className="block truncate font-[510] hover:underline"
          aria-label={`Run of ${run.title} on ${run.event.name}`}
        >
          {of === 'automation' ? run.event.name : run.title}
        </Link>
        <span
          className={cn('block truncate text-xs', run.status === 'failed' ? 'text-critical' : 'text-ink-3')}
          title={explanation ?? undefined}
        >
          {run.replayOf && 'Replay · '}
          {explanation ?? (of === 'automation' ? run.id : run.event.name)}
        </span>
        <span className="hidden gap-2 text-ink-3 text-xs narrow:flex">
          {run.caseKey && of !== 'case' && <CaseLink caseKey={run.caseKey} />}
          <RelativeTime at={run.createdAt} />
        </span>
      </Td>
      {of !== 'case' && <Td className="narrow:hidden">{run.caseKey && <CaseLink caseKey={run.caseKey} />}</Td>}
      <Td className="whitespace-nowrap text-ink-2 narrow:hidden">
        <RelativeTime at={run.createdAt} />
      </Td>
      <Td className="num whitespace-nowrap text-right text-ink-2 narrow:hidden">
        <RunLength run={run} />
      </Td>
    </Tr>
  );
}

/** How long a run took, or is taking. */
export function RunLength({ run }: { run: Pick<RunListItem, 'status' | 'startedAt' | 'endedAt'> }) {
  const now = useNow();
  const open = !isEnded(run.status);
  const ms = elapsed(run.startedAt, open ? null : run.endedAt, now ?? 0);
  if (run.status === 'skipped' || ms === null || (open && now === null)) return <span className="text-ink-3">–</span>;
  return formatMilliseconds(ms);
}
