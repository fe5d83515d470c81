import type { RunStatus, RunStep } from '../../db/schema/index.ts';
import type { ErrorInfo, RunTransition, SkipTransition, StepTransition, Transition } from './transition.ts';

/** What a batch of transitions comes to for one run. */
export interface RunChange {
  engineRunId: string;
  last: RunTransition;
  status: RunStatus;
  startedAt: Date | null;
  endedAt: Date | null;
  /** What it waits for. */
  reason: string | null;
  output: unknown;
  error: ErrorInfo | null;
}

export interface StepChange {
  engineRunId: string;
  id: string;
  name: string;
  op: string;
  status: RunStep['status'];
  attempt: number;
  startedAt: Date | null;
  endedAt: Date | null;
  retryAt: Date | null;
  output: unknown;
  error: ErrorInfo | null;
}

export interface Folded {
  /** Runs that the engine has just made, in their order. */
  queued: RunTransition[];
  runs: RunChange[];
  steps: StepChange[];
  skips: SkipTransition[];
}

const RUN_STATUS: Record<RunTransition['kind'], RunStatus> = {
  'run.queued': 'queued',
  'run.started': 'running',
  'run.waiting': 'waiting',
  'run.completed': 'completed',
  'run.failed': 'failed',
  'run.cancelled': 'cancelled',
};

const STEP_STATUS: Record<StepTransition['kind'], RunStep['status']> = {
  'step.started': 'running',
  'step.completed': 'completed',
  'step.failed': 'failed',
  'step.retrying': 'retrying',
};

/** Steps that wait instead of running, once they are planned. */
const WAITING_OPS = new Set(['Sleep', 'WaitForEvent', 'WaitForSignal', 'InvokeFunction']);

const isOver = (status: RunStatus | RunStep['status']) =>
  status === 'completed' || status === 'failed' || status === 'cancelled' || status === 'skipped';

/** One change for each run and each step, so that one statement can write all of a kind. What has ended in the batch stays ended. */
export function fold(transitions: readonly Transition[]): Folded {
  const runs = new Map<string, RunChange>();
  const steps = new Map<string, StepChange>();
  const folded: Folded = { queued: [], runs: [], steps: [], skips: [] };
  const waitsFor = new Map<string, string>();
  for (const one of transitions) {
    switch (one.kind) {
      case 'run.skipped':
        folded.skips.push(one);
        break;
      case 'step.started':
      case 'step.completed':
      case 'step.failed':
      case 'step.retrying': {
        const change = stepChange(one);
        if (change.status === 'waiting') waitsFor.set(one.runId, one.name);
        const key = `${one.runId} ${one.stepId}`;
        const before = steps.get(key);
        if (!before || !isOver(before.status))
          steps.set(key, { ...change, startedAt: before?.startedAt ?? change.startedAt });
        break;
      }
      default: {
        if (one.kind === 'run.queued') folded.queued.push(one);
        const change = runChange(one);
        const before = runs.get(one.runId);
        if (!before || !isOver(before.status))
          runs.set(one.runId, { ...change, startedAt: before?.startedAt ?? change.startedAt });
      }
    }
  }
  for (const change of runs.values()) {
    const step = waitsFor.get(change.engineRunId);
    if (change.status === 'waiting' && step !== undefined) change.reason = `Waits in the step “${step}”.`;
  }
  folded.runs = [...runs.values()];
  folded.steps = [...steps.values()];
  return folded;
}

function runChange(one: RunTransition): RunChange {
  const status = RUN_STATUS[one.kind];
  return {
    engineRunId: one.runId,
    last: one,
    status,
    startedAt: one.kind === 'run.started' ? one.at : null,
    endedAt: isOver(status) ? one.at : null,
    reason: null,
    output: one.output,
    error: one.error ?? null,
  };
}

function stepChange(one: StepTransition): StepChange {
  const waiting = one.kind === 'step.started' && WAITING_OPS.has(one.op);
  const status = waiting ? 'waiting' : STEP_STATUS[one.kind];
  return {
    engineRunId: one.runId,
    id: one.stepId,
    name: one.name,
    op: one.op,
    status,
    attempt: one.attempt,
    startedAt: one.startedAt ?? (one.kind === 'step.started' ? one.at : null),
    endedAt: one.endedAt ?? (isOver(status) ? one.at : null),
    retryAt: one.retryAt ?? null,
    output: one.output,
    error: one.error ?? null,
  };
}
