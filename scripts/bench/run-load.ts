import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { LoadReport } from './load.ts';

export interface Load {
  url: string;
  token: string;
  /** Requests a second. */
  rate: number;
  seconds: number;
  /** Open requests at most. */
  inFlight?: number;
  /** The number of the first body: no two loads of a product may share any. */
  first: number;
  title?: string;
  /** Leave out what is late at the end. */
  cut?: boolean;
}

/** Runs a load from another process, so that making it costs the measured ones nothing but a core. */
export async function runLoad({
  url,
  token,
  rate,
  seconds,
  inFlight = 256,
  first,
  title = 'Bench',
  cut = false,
}: Load): Promise<LoadReport> {
  const options = { url, token, rate, seconds, 'in-flight': inFlight, first, title };
  // With `=`, because a token may begin with a dash.
  const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  if (cut) args.push('--cut');
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/bench/load.ts', ...args], {
    cwd: new URL('../..', import.meta.url),
  });
  return JSON.parse(stdout) as LoadReport;
}

/** Answers with a status of 2xx, a second. Throws where there was any other: a refusal is faster than the work. */
export function acceptedRate({ statuses, seconds }: LoadReport): number {
  const bad = Object.keys(statuses).filter((status) => !status.startsWith('2'));
  if (bad.length > 0) throw new Error(`a load was answered ${JSON.stringify(statuses)}`);
  return Object.values(statuses).reduce((sum, count) => sum + count, 0) / seconds;
}
