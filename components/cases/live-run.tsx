'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Ban, Check, CircleSlash, RotateCw, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import type { QuickActionView } from '#lib/domain/views/case.ts';
import type { RunView } from '#lib/domain/views/run.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { elapsed, explanationOf, isEnded, RUN_WORDS } from '../runs/status.ts';
import { useNow } from '../ui/clock.ts';
import { cn } from '../ui/cn.ts';
import { formatMilliseconds } from '../ui/duration.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Link } from '../ui/link.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { TONE_CLASS } from '../ui/tone.ts';
import type { Press } from './use-quick-action.ts';

const POLL_MS = 500;

/** A pressed quick action: its run while it runs, then what came of it, in the place of the button. */
export function LiveRun({
  caseKey,
  action,
  press: { runId, effect },
  onAgain,
}: {
  caseKey: string;
  action: QuickActionView;
  press: Press;
  onAgain: () => void;
}) {
  const client = useQueryClient();
  const { data: run } = useQuery({
    queryKey: keys.run(runId ?? 'none'),
    queryFn: ({ signal }) => api.get<RunView>(`runs/${runId}`, {}, signal),
    enabled: runId !== null,
    refetchInterval: (query) => (query.state.data && isEnded(query.state.data.status) ? false : POLL_MS),
  });
  const ended = run !== undefined && isEnded(run.status);
  useEffect(() => {
    if (ended) void client.invalidateQueries({ queryKey: keys.case(caseKey) });
  }, [ended, client, caseKey]);

  const status = run?.status ?? 'queued';
  const outcome = run ? (outcomeOf(run) ?? effect) : 'Starting …';
  return (
    <span className="inline-flex min-h-7 min-w-0 items-center rounded-lg border border-line bg-panel pr-1">
      <span role="status" className="flex min-w-0 items-center gap-[7px] pl-2.5">
        <span className={cn(TONE_CLASS[RUN_WORDS[status].tone], 'flex shrink-0 items-center gap-[7px] text-tone-ink')}>
          <StatusIcon status={status} />
          <span className="sr-only">{RUN_WORDS[status].word}: </span>
        </span>
        <span className="shrink-0 font-medium text-[12.5px]">{action.title}</span>
        <span className="min-w-0 truncate text-ink-2 text-sm" title={outcome}>
          {outcome}
        </span>
      </span>
      {run && (
        <Link
          href={`/runs/${run.id}`}
          className="ml-2 whitespace-nowrap rounded-md px-1.5 py-0.5 text-accent-ink text-sm hover:bg-hover"
        >
          <Took run={run} />
        </Link>
      )}
      {ended && (
        <IconButton
          label={`${action.title} again`}
          icon={<RotateCw aria-hidden />}
          onClick={onAgain}
          className="size-6"
        />
      )}
    </span>
  );
}

function StatusIcon({ status }: { status: RunView['status'] }) {
  if (!isEnded(status)) return <Spinner />;
  const Icon = { completed: Check, failed: TriangleAlert, cancelled: Ban }[status as string] ?? CircleSlash;
  return <Icon aria-hidden className="size-[15px]" />;
}

function Took({ run }: { run: RunView }) {
  const now = useNow() ?? 0;
  const ms = elapsed(run.createdAt, run.endedAt, now);
  return `Run, ${ms === null ? 'queued' : formatMilliseconds(ms)}`;
}

/** One line: where it stands, or what came of it in its own words; null where it says nothing. */
function outcomeOf(run: RunView): string | null {
  const explanation = explanationOf(run);
  if (explanation) return explanation;
  if (!isEnded(run.status)) return run.steps.at(-1)?.name ?? RUN_WORDS[run.status].word;
  const { output } = run;
  if (typeof output === 'string') return output;
  if (typeof output === 'object' && output !== null) {
    const { summary, message } = output as Record<string, unknown>;
    if (typeof summary === 'string') return summary;
    if (typeof message === 'string') return message;
  }
  return null;
}
