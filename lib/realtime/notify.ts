import { createNotifier } from '../db/notify.ts';
import { database } from '../http/database.ts';
import { log } from '../log.ts';

let notify: (() => void) | undefined;

/** Tells the worker and all streams that this process has written to the outbox; called after the commit. */
export function notifyOutbox(): void {
  notify ??= createNotifier(database().pool, (err) => log.warn({ err }, 'the worker could not be woken'));
  notify();
}
