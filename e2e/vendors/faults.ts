import { setTimeout as wait } from 'node:timers/promises';
import type { VendorAnswer } from './server.ts';

/** How a source that is asked fails: says 429, says 503, answers late, or sends a page of HTML. */
export type FaultMode = 'ok' | 'rate-limited' | 'down' | 'slow' | 'garbled';

export interface Faults {
  mode: FaultMode;
  /** Requests that are still answered; then it limits. */
  quota: number;
}

/** In the mode `slow` waits so long, or until the mode is another one. */
export async function slowness(emulator: { mode: string }, slowMs: number, closing: AbortSignal): Promise<void> {
  const end = Date.now() + slowMs;
  while (emulator.mode === 'slow' && Date.now() < end && !closing.aborted) await wait(20);
}

/** What a fault answers instead, or null to go on. `limited` and `down` are the vendor's own bodies; `slow` waits first. */
export async function faultOf(
  faults: Faults,
  {
    limited,
    down,
    slowMs,
    closing,
  }: { limited: VendorAnswer; down: VendorAnswer; slowMs: number; closing: AbortSignal },
): Promise<VendorAnswer | null> {
  await slowness(faults, slowMs, closing);
  if (faults.mode === 'rate-limited' || faults.quota <= 0) return limited;
  faults.quota -= 1;
  if (faults.mode === 'down') return down;
  if (faults.mode === 'garbled')
    return { headers: { 'content-type': 'text/html' }, body: '<html><body>Sign in to the hotel network</body></html>' };
  return null;
}
