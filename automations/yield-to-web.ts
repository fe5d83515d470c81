import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

/**
 * Next to web that wants a whole processor the worker gets a third of it. Not less: on Linux it gives way to every busy program of the
 * machine, and at 10 (a tenth) a worker among fifteen others no longer came to its work.
 */
const NICENESS = 4;

/**
 * Lets web go first where both want the processor: a vendor and an analyst wait for an answer, an automation only ends a little later. It
 * helps in the first second of a burst, before the pace (pace.ts) has noticed.
 */
export function yieldToWeb(): void {
  try {
    setPriority(NICENESS);
    // Linux shares the processor between sessions first (autogroups), and each of our processes leads its own: there the niceness of a
    // process decides nothing, that of its session does (sched(7)).
    writeFileSync('/proc/self/autogroup', String(NICENESS));
  } catch {
    // No such file, or not allowed: everything works, only less evenly under load.
  }
}
