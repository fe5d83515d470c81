import { nextCronTime } from './cron.ts';
import { parseDuration } from './duration.ts';
import { compileExpression, type Expression } from './expression/index.ts';

export interface FunctionConfig {
  /** Without the app's prefix. */
  id: string;
  /** As the SDK knows it. */
  fullId: string;
  events: { name: string; if?: Expression }[];
  crons: string[];
  maxAttempts: number;
  concurrency: { limit: number; scope: 'fn' | 'env' | 'account'; key?: Expression }[];
  cancelOn: { event: string; if?: Expression; timeoutMs?: number }[];
  idempotency?: Expression;
  rateLimit?: { limit: number; periodMs: number; key?: Expression };
  throttle?: { limit: number; periodMs: number; burst: number; key?: Expression };
  debounce?: { periodMs: number; timeoutMs?: number; key?: Expression };
  singleton?: { mode: 'skip' | 'cancel'; key?: Expression };
  timeouts: { startMs?: number; finishMs?: number };
}

/** What all keys of one concurrency limit begin with; a limit without a key has just this. Wider ones are shared by functions. */
export function limitPrefix(fn: FunctionConfig, { scope, key }: FunctionConfig['concurrency'][number]): string {
  const owner = scope === 'fn' ? `fn:${fn.id}` : scope;
  return key ? `${owner}:by ${key.text}=` : `${owner}:all`;
}

/** A function asks for what the engine does not do, or does not understand. */
export class UnsupportedError extends Error {
  override name = 'UnsupportedError';
}

type Fields = Record<string, unknown>;

/** The SDK's own default: three retries. */
const DEFAULT_RETRIES = 3;

/** Reads one function's configuration as the SDK sends it when it registers. Throws UnsupportedError, by name of the option. */
export function readConfig(raw: unknown, appId: string): FunctionConfig {
  const fullId = String((raw as Fields | null)?.id);
  return new Reader(fullId).config(raw as Fields, appId);
}

class Reader {
  private readonly fullId: string;

  constructor(fullId: string) {
    this.fullId = fullId;
  }

  config(raw: Fields, appId: string): FunctionConfig {
    const known = [
      'id',
      'name',
      'triggers',
      'steps',
      'idempotency',
      'rateLimit',
      'throttle',
      'concurrency',
      'debounce',
    ];
    this.only(raw, '', [...known, 'timeouts', 'singleton', 'cancel']);
    const triggers = this.list(raw.triggers, 'triggers');
    const prefix = `${appId}-`;
    if (!this.fullId.startsWith(prefix)) this.refuse('id', `does not start with ${prefix}`);
    return {
      id: this.fullId.slice(prefix.length),
      fullId: this.fullId,
      events: triggers.filter((trigger) => !('cron' in trigger)).map((trigger) => this.eventTrigger(trigger)),
      crons: triggers.filter((trigger) => 'cron' in trigger).map((trigger) => this.cronTrigger(trigger)),
      maxAttempts: this.attempts(raw.steps),
      concurrency: this.concurrency(raw.concurrency),
      cancelOn: raw.cancel === undefined ? [] : this.list(raw.cancel, 'cancelOn').map((cancel) => this.cancel(cancel)),
      ...this.optional('idempotency', raw.idempotency, (value) => this.expression(value, 'idempotency')),
      ...this.optional('rateLimit', raw.rateLimit, (value) => this.rate(value as Fields, 'rateLimit', [])),
      ...this.optional('throttle', raw.throttle, (value) => this.throttle(value as Fields)),
      ...this.optional('debounce', raw.debounce, (value) => this.debounce(value as Fields)),
      ...this.optional('singleton', raw.singleton, (value) => this.singleton(value as Fields)),
      timeouts: this.timeouts((raw.timeouts ?? {}) as Fields),
    };
  }

  private refuse(option: string, reason: string): never {
    throw new UnsupportedError(`function ${this.fullId}: ${option} ${reason}`);
  }

  private only(fields: Fields, option: string, known: string[]): void {
    for (const [key, value] of Object.entries(fields)) {
      if (value !== undefined && !known.includes(key)) {
        this.refuse(option ? `${option}.${key}` : key, 'is not supported by the embedded engine');
      }
    }
  }

  private list(value: unknown, option: string): Fields[] {
    if (!Array.isArray(value)) this.refuse(option, 'is not a list');
    return value;
  }

  private optional<Key extends string, Value>(key: Key, value: unknown, read: (value: unknown) => Value) {
    return (value === undefined || value === null ? {} : { [key]: read(value) }) as { [K in Key]?: Value };
  }

  private expression(value: unknown, option: string): Expression {
    try {
      return compileExpression(String(value));
    } catch (error) {
      return this.refuse(option, `cannot be used: ${(error as Error).message}`);
    }
  }

  private duration(value: unknown, option: string): number {
    try {
      return parseDuration(String(value));
    } catch (error) {
      return this.refuse(option, `cannot be used: ${(error as Error).message}`);
    }
  }

  private whole(value: unknown, option: string, least: number): number {
    if (!Number.isInteger(value) || (value as number) < least) this.refuse(option, `must be a whole number ≥ ${least}`);
    return value as number;
  }

  private key(fields: Fields, option: string) {
    return this.optional('key', fields.key, (value) => this.expression(value, `${option}.key`));
  }

  private eventTrigger(trigger: Fields): FunctionConfig['events'][number] {
    this.only(trigger, 'triggers', ['event', 'expression']);
    const name = String(trigger.event);
    if (name.includes('*'))
      this.refuse('triggers.event', `"${name}": wildcards are not supported by the embedded engine`);
    return { name, ...this.optional('if', trigger.expression, (value) => this.expression(value, 'triggers.if')) };
  }

  private cronTrigger(trigger: Fields): string {
    this.only(trigger, 'triggers', ['cron']);
    const expression = String(trigger.cron);
    try {
      nextCronTime(expression, new Date(0));
    } catch (error) {
      this.refuse('triggers.cron', `cannot be used: ${(error as Error).message}`);
    }
    return expression;
  }

  private attempts(steps: unknown): number {
    const step = (steps as Record<string, Fields>)?.step;
    if (!step) this.refuse('steps', 'has no entry "step"');
    if ((step.runtime as Fields | undefined)?.type !== 'http') {
      this.refuse('steps.runtime', 'is not http: connect is not supported by the embedded engine');
    }
    const retries = (step.retries as Fields | undefined)?.attempts ?? DEFAULT_RETRIES;
    return this.whole(retries, 'retries', 0) + 1;
  }

  private concurrency(value: unknown): FunctionConfig['concurrency'] {
    if (value === undefined || value === null) return [];
    const limits = Array.isArray(value) ? value : [typeof value === 'number' ? { limit: value } : value];
    return limits.map((limit: Fields) => {
      this.only(limit, 'concurrency', ['limit', 'key', 'scope']);
      const scope = limit.scope ?? 'fn';
      if (scope !== 'fn' && scope !== 'env' && scope !== 'account') this.refuse('concurrency.scope', 'is not known');
      const key = this.key(limit, 'concurrency');
      if (scope !== 'fn' && !key.key) this.refuse('concurrency.scope', `${scope} needs a key`);
      return { limit: this.whole(limit.limit, 'concurrency.limit', 1), scope, ...key };
    });
  }

  private cancel(cancel: Fields): FunctionConfig['cancelOn'][number] {
    this.only(cancel, 'cancelOn', ['event', 'if', 'timeout']);
    return {
      event: String(cancel.event),
      ...this.optional('if', cancel.if, (value) => this.expression(value, 'cancelOn.if')),
      ...this.optional('timeoutMs', cancel.timeout, (value) => this.duration(value, 'cancelOn.timeout')),
    };
  }

  private rate(fields: Fields, option: string, also: string[]) {
    this.only(fields, option, ['limit', 'period', 'key', ...also]);
    return {
      limit: this.whole(fields.limit, `${option}.limit`, 1),
      periodMs: this.duration(fields.period, `${option}.period`),
      ...this.key(fields, option),
    };
  }

  private throttle(fields: Fields) {
    const burst = fields.burst === undefined ? 1 : this.whole(fields.burst, 'throttle.burst', 1);
    return { ...this.rate(fields, 'throttle', ['burst']), burst };
  }

  private debounce(fields: Fields) {
    this.only(fields, 'debounce', ['period', 'timeout', 'key']);
    return {
      periodMs: this.duration(fields.period, 'debounce.period'),
      ...this.optional('timeoutMs', fields.timeout, (value) => this.duration(value, 'debounce.timeout')),
      ...this.key(fields, 'debounce'),
    };
  }

  private singleton(fields: Fields): NonNullable<FunctionConfig['singleton']> {
    this.only(fields, 'singleton', ['mode', 'key']);
    const { mode } = fields;
    if (mode !== 'skip' && mode !== 'cancel') this.refuse('singleton.mode', 'is neither skip nor cancel');
    return { mode, ...this.key(fields, 'singleton') };
  }

  private timeouts(fields: Fields): FunctionConfig['timeouts'] {
    this.only(fields, 'timeouts', ['start', 'finish']);
    return {
      ...this.optional('startMs', fields.start, (value) => this.duration(value, 'timeouts.start')),
      ...this.optional('finishMs', fields.finish, (value) => this.duration(value, 'timeouts.finish')),
    };
  }
}
