import { Middleware } from 'inngest';
import { z } from 'zod';
import { log } from '#lib/log.ts';
import { recordApart } from '#lib/services/runs/record-apart.ts';
import type { RunTransition, StepTransition, Transition } from '#lib/services/runs/transition.ts';
import { resources } from './resources.ts';

type Told = Pick<Middleware.OnRunStartArgs, 'ctx' | 'fn'>;
type ToldStep = Pick<Middleware.OnStepStartArgs, 'ctx' | 'fn' | 'stepInfo'>;

/** Steps that the server waits in, by the SDK's name and by that of the protocol. No hook tells of them: their start is in the answer to a
 * call, their end in what the next call brings. */
const WAITS: Record<string, string> = { sleep: 'Sleep', waitForEvent: 'WaitForEvent', invoke: 'InvokeFunction' };

/**
 * The run ledger on a real Inngest server. The embedded engine writes it in its own transactions; a server keeps its state elsewhere, so
 * here the SDK tells what it does as it does it. How a run ended that could not say so itself comes by the server's events (run-ends.ts).
 */
export class LedgerMiddleware extends Middleware.BaseMiddleware {
  readonly id = 'run-ledger';
  /** An instance lives for one request. What it tells is written in the order in which it was told. */
  private written: Promise<void> = Promise.resolve();
  private told: Told | undefined;

  override async onMemoizationEnd(told: Middleware.OnMemoizationEndArgs): Promise<void> {
    this.told = told;
    await this.tell(told, runChange(told, 'run.started'));
  }

  override onStepStart(told: Middleware.OnStepStartArgs): Promise<void> {
    return this.tell(told, stepChange(told, 'step.started'));
  }

  override onStepComplete(told: Middleware.OnStepCompleteArgs): Promise<void> {
    return this.tell(told, stepChange(told, 'step.completed', { output: told.output }));
  }

  override onStepError(told: Middleware.OnStepErrorArgs): Promise<void> {
    const { error, isFinalAttempt } = told;
    return this.tell(told, stepChange(told, isFinalAttempt ? 'step.failed' : 'step.retrying', { error }));
  }

  override async wrapStep(told: Middleware.WrapStepArgs): Promise<unknown> {
    const { stepInfo, next } = told;
    if (!stepInfo.memoized || !(String(stepInfo.stepType) in WAITS)) return next();
    try {
      const output = await next();
      await this.tell(told, stepChange(told, 'step.completed', { output }));
      return output;
    } catch (error) {
      await this.tell(told, stepChange(told, 'step.failed', { error: error as Error }));
      throw error;
    }
  }

  override async wrapRequest({ next }: Middleware.WrapRequestArgs): Promise<Middleware.Response> {
    const response = await next();
    const waits = this.told ? waitsIn(response) : [];
    if (this.told && waits.length > 0) {
      const common = { ...changeOf(this.told), kind: 'step.started' as const, attempt: this.told.ctx.attempt };
      const steps = waits.map(({ id, op, displayName }) => ({ ...common, stepId: id, name: displayName ?? id, op }));
      await this.tell(this.told, ...steps, runChange(this.told, 'run.waiting'));
    }
    return response;
  }

  override onRunComplete(told: Middleware.OnRunCompleteArgs): Promise<void> {
    return this.tell(told, runChange(told, 'run.completed', { output: told.output }));
  }

  override async onRunError(told: Middleware.OnRunErrorArgs): Promise<void> {
    if (told.isFinalAttempt) await this.tell(told, runChange(told, 'run.failed', { error: told.error }));
  }

  private tell(told: Told, ...transitions: Transition[]): Promise<void> {
    this.written = this.written.then(() => write(told, transitions));
    return this.written;
  }
}

const Waits = z.array(z.object({ id: z.string(), op: z.string(), displayName: z.string().optional() }));

/** The protocol's 206: the steps that the server is to take on. Answers of other kinds name none. */
function waitsIn({ status, body }: Middleware.Response): z.infer<typeof Waits> {
  if (status !== 206) return [];
  const steps = Waits.safeParse(JSON.parse(body)).data ?? [];
  return steps.filter(({ op }) => Object.values(WAITS).includes(op));
}

const changeOf = ({ ctx, fn }: Told) => ({
  runId: ctx.runId,
  functionId: fn.id(),
  eventId: ctx.event.id ?? '',
  at: new Date(),
});

function runChange(told: Told, kind: RunTransition['kind'], end: Pick<RunTransition, 'output' | 'error'> = {}) {
  return { ...changeOf(told), kind, eventName: told.ctx.event.name, ...end };
}

/** As the protocol calls the outcome of a step that runs. */
const OPS: Record<StepTransition['kind'], string> = {
  'step.started': 'StepRun',
  'step.completed': 'StepRun',
  'step.retrying': 'StepError',
  'step.failed': 'StepFailed',
};

function stepChange(
  told: ToldStep,
  kind: StepTransition['kind'],
  end: Pick<StepTransition, 'output' | 'error'> = {},
): StepTransition {
  const { hashedId, options, stepType } = told.stepInfo;
  return {
    ...changeOf(told),
    kind,
    stepId: hashedId,
    name: options.name ?? options.id,
    op: WAITS[String(stepType)] ?? OPS[kind],
    attempt: told.ctx.attempt,
    ...end,
  };
}

/** Never throws: a ledger that cannot be written is no reason to stop the work. */
async function write({ ctx }: Told, transitions: Transition[]): Promise<void> {
  // What an automation does after its failure carries its name, and is no run of it.
  if (ctx.event.name.startsWith('inngest/function.')) return;
  try {
    await recordApart(resources().db, transitions);
  } catch (err) {
    log.error({ err, runId: ctx.runId, kinds: transitions.map(({ kind }) => kind) }, 'the run ledger was not written');
  }
}
