'use client';

import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { formatMilliseconds } from '#components/ui/duration.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TONE_CLASS } from '#components/ui/tone.ts';
import { Untrusted } from '#components/ui/untrusted.tsx';
import type { RunView } from '#lib/domain/views/run.ts';
import { STEP_WORDS, triesOf } from './status.ts';
import { StepStatusTag } from './status-tag.tsx';
import { type Bar, layOut } from './waterfall.ts';

const COLUMNS =
  'grid grid-cols-[minmax(140px,260px)_104px_minmax(80px,1fr)_72px] items-center gap-3 narrow:grid-cols-[1fr_auto]';

/** A run's steps over time; a press on one opens what it gave and what went wrong. `now`: milliseconds, for what still runs. */
export function WaterfallView({ run, now }: { run: RunView; now: number }) {
  const { total, bars } = layOut(run, now);
  return (
    <div className="card overflow-hidden">
      <div
        className={cn(COLUMNS, 'h-7 border-line border-b px-3 font-medium text-ink-3 text-xs narrow:hidden')}
        aria-hidden
      >
        <span className="pl-[22px]">Step</span>
        <span>Status</span>
        <span className="num flex justify-between">
          <span>0</span>
          <span>{formatMilliseconds(total / 2)}</span>
          <span>{formatMilliseconds(total)}</span>
        </span>
        <span className="text-right">Took</span>
      </div>
      <ol aria-label="Steps">
        {bars.map((bar) => (
          <StepRow key={bar.step.id} bar={bar} />
        ))}
      </ol>
    </div>
  );
}

function StepRow({ bar }: { bar: Bar }) {
  const { step } = bar;
  const [open, setOpen] = useState(step.status === 'failed');
  const panel = useId();
  return (
    <li className="border-line/55 border-b last:border-b-0">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen(!open)}
        className={cn(
          COLUMNS,
          'w-full px-3 py-1.5 text-left hover:bg-raised focus-visible:-outline-offset-2 narrow:gap-y-1.5',
        )}
      >
        <span className="flex min-w-0 items-center gap-2">
          <ChevronRight
            aria-hidden
            className={cn('size-3.5 shrink-0 text-ink-3 transition-transform', open && 'rotate-90')}
          />
          <span className="truncate font-[510]">{step.name}</span>
          {triesOf(step) > 1 && <span className="shrink-0 text-ink-3 text-xs">×{triesOf(step)}</span>}
        </span>
        <span className="flex min-w-0">
          <StepStatusTag status={step.status} />
        </span>
        <BarTrack bar={bar} />
        <span className="num text-right text-ink-2 text-sm narrow:hidden">
          {bar.milliseconds === null ? '–' : formatMilliseconds(bar.milliseconds)}
        </span>
      </button>
      <div id={panel} hidden={!open} className="px-3 pt-0.5 pb-3 pl-[34px] narrow:pl-3">
        {open && <StepDetail bar={bar} />}
      </div>
    </li>
  );
}

function BarTrack({ bar }: { bar: Bar }) {
  return (
    <span aria-hidden className="relative block h-2.5 rounded-xs bg-raised narrow:col-span-2">
      {bar.width > 0 && (
        <span
          className={cn(TONE_CLASS[STEP_WORDS[bar.step.status].tone], 'absolute inset-y-0 rounded-xs bg-tone')}
          style={{ left: `${bar.left}%`, width: `${bar.width}%` }}
        />
      )}
    </span>
  );
}

function StepDetail({ bar: { step, milliseconds } }: { bar: Bar }) {
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap gap-x-3 text-ink-3 text-xs">
        <span>{step.op}</span>
        {triesOf(step) > 1 && <span>{triesOf(step)} tries</span>}
        {step.startedAt && (
          <span>
            began <RelativeTime at={step.startedAt} />
          </span>
        )}
        {milliseconds !== null && <span>took {formatMilliseconds(milliseconds)}</span>}
        {step.retryAt && (
          <span className="text-medium">
            next try <RelativeTime at={step.retryAt} />
          </span>
        )}
      </p>
      {step.error && <ErrorBox error={step.error} />}
      {step.output !== undefined && step.output !== null ? (
        <CodeBlock code={step.output} label={`output of ${step.name}`} />
      ) : (
        !step.error && (
          <p className="text-ink-3 text-sm">{step.endedAt ? 'It returned nothing.' : 'Nothing returned yet.'}</p>
        )
      )}
    </div>
  );
}

export function ErrorBox({ error }: { error: { name: string; message: string } }) {
  return (
    <p className="tone-critical rounded-lg bg-tone-soft px-3 py-2 text-ink">
      <b className="font-[550] text-critical">{error.name}</b> <Untrusted>{error.message}</Untrusted>
    </p>
  );
}
