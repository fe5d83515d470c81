'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleHelp } from 'lucide-react';
import { useState } from 'react';
import type { TimerView } from '#lib/domain/views/case.ts';
import type { CaseSlaView, CaseTimerView } from '#lib/domain/views/sla.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { formatDuration } from '../ui/duration.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Popover } from '../ui/popover.tsx';
import { exactTime } from '../ui/relative-time.tsx';
import { ErrorState, Skeleton } from '../ui/states.tsx';

/** The button beside a timer that says, step by step, why it is due when it is. */
export function WhyTimer({ caseKey, timer }: { caseKey: string; timer: TimerView }) {
  const [open, setOpen] = useState(false);
  const sla = useQuery({
    queryKey: keys.caseSla(caseKey),
    queryFn: ({ signal }) => api.get<CaseSlaView>(`cases/${caseKey}/sla`, {}, signal),
    enabled: open,
  });
  const explained = sla.data?.timers.find(({ id }) => id === timer.id);
  return (
    <Popover
      label={`Why “${timer.name}” is due then`}
      align="end"
      open={open}
      onOpenChange={setOpen}
      trigger={<IconButton label={`Why: ${timer.name}`} icon={<CircleHelp aria-hidden />} />}
    >
      <h3 className="mb-2 font-semibold">{timer.name}</h3>
      {sla.isPending && <Skeleton className="w-3/4" />}
      {sla.error && <ErrorState error={sla.error} onRetry={() => void sla.refetch()} className="py-2" />}
      {explained && <Explanation timer={explained} />}
    </Popover>
  );
}

function Explanation({ timer }: { timer: CaseTimerView }) {
  const byHours = timer.spans.some(({ from, to, seconds }) => lengthOf(from, to) - seconds > 1);
  return (
    <>
      <ol className="flex flex-col gap-2.5">
        {timer.steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step has no identity but its place
          <li key={index} className="border-line border-l-2 pl-2.5">
            <p>{step.text}</p>
            <p className="num text-ink-3 text-xs">
              <time dateTime={step.at}>{exactTime(step.at)}</time>
            </p>
            <p className="num text-ink-3 text-xs">
              {formatDuration(step.elapsedSeconds)} counted · {step.dueAt ? `due ${exactTime(step.dueAt)}` : 'not due'}
            </p>
          </li>
        ))}
      </ol>
      {byHours && (
        <>
          <h4 className="mt-3 mb-1 font-semibold text-ink-2 text-sm">Time that counted</h4>
          <ul className="flex flex-col gap-1">
            {timer.spans.map((span) => (
              <li key={span.from} className="num text-ink-2 text-xs">
                {formatDuration(span.seconds)} of {formatDuration(lengthOf(span.from, span.to))} ({span.calendar})
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

const lengthOf = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 1000;
