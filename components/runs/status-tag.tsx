import { Ban, Check, CircleDashed, CircleSlash, Clock, LoaderCircle, TriangleAlert } from 'lucide-react';
import { Tag } from '#components/ui/tag.tsx';
import type { StepView } from '#lib/domain/views/run.ts';
import { RUN_WORDS, type RunStatus, STEP_WORDS } from './status.ts';

const SPIN = 'animate-spin motion-reduce:animate-none';

const RUN_ICONS: Record<RunStatus, typeof Check> = {
  queued: CircleDashed,
  running: LoaderCircle,
  waiting: Clock,
  completed: Check,
  failed: TriangleAlert,
  cancelled: Ban,
  skipped: CircleSlash,
};

/** A run's status by shape, colour and word. */
export function RunStatusTag({ status }: { status: RunStatus }) {
  const { word, tone } = RUN_WORDS[status];
  const Icon = RUN_ICONS[status];
  return (
    <Tag tone={tone} dashed={status === 'skipped'}>
      <Icon aria-hidden className={status === 'running' ? SPIN : ''} />
      {word}
    </Tag>
  );
}

const STEP_ICONS: Record<StepView['status'], typeof Check> = {
  running: LoaderCircle,
  completed: Check,
  failed: TriangleAlert,
  retrying: LoaderCircle,
  waiting: Clock,
};

export function StepStatusTag({ status }: { status: StepView['status'] }) {
  const { word, tone } = STEP_WORDS[status];
  const Icon = STEP_ICONS[status];
  return (
    <Tag tone={tone}>
      <Icon aria-hidden className={status === 'running' ? SPIN : ''} />
      {word}
    </Tag>
  );
}
