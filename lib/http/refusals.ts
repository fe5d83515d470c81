import { log } from '../log.ts';
import { createRefusalCounter, type RefusalCounter } from '../services/deliveries/refusals.ts';
import { database } from './database.ts';
import { atShutdown } from './shutdown.ts';

const KEY = Symbol.for('watchfloor.refusals');

/** The web process's counter of requests that never became a delivery. */
export function refusals(): RefusalCounter {
  const holder = globalThis as { [KEY]?: RefusalCounter };
  if (!holder[KEY]) {
    const counter = createRefusalCounter(database().db, (err) =>
      log.warn({ err }, 'refused requests could not be counted'),
    );
    atShutdown(() => counter.close());
    holder[KEY] = counter;
  }
  return holder[KEY];
}
