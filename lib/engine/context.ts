import type { Pool } from 'pg';
import type { FunctionConfig } from './config.ts';
import type { Statement } from './pipeline.ts';
import type { EngineOptions, Log } from './types.ts';

/** What every part of one engine shares. */
export interface Context {
  pool: Pool;
  /** Quoted. */
  schema: string;
  appId: string;
  /** By id without the app's prefix; filled by registration. */
  functions: Map<string, FunctionConfig>;
  onTransition?: EngineOptions['onTransition'] | undefined;
  log: Log;
  leaseMs: number;
  retryDelay: (attempt: number) => number;
  /** Makes the executors look for work now; `timed`: and for when something is due next. */
  wake: (news: { timed: boolean }) => void;
  statement: (name: string, text: string, values: unknown[]) => Statement;
}

/** Makes prepared statements for one schema; each text is spelled out once. */
export function statements(quotedSchema: string): Context['statement'] {
  const texts = new Map<string, string>();
  const prefix = quotedSchema.replaceAll('"', '');
  return (name, text, values) => {
    let spelled = texts.get(name);
    if (spelled === undefined) {
      spelled = text.replaceAll('$s.', `${quotedSchema}.`);
      texts.set(name, spelled);
    }
    return { name: `${prefix}.${name}`, text: spelled, values };
  };
}
