import type { Database } from '#lib/db/client.ts';
import { SYSTEM } from '#lib/domain/actor.ts';
import { log } from '#lib/log.ts';
import { endOverrides } from '#lib/services/enrichments/end-overrides.ts';
import { type Loop, startLoop } from './loop.ts';
import { resources } from './resources.ts';

const EVERY_MS = 1_000;

/** Looks once a second, and at the start, for verdicts that people set and whose time is over. Any number of workers may: each ends once. */
export function startEndingOverrides({ db }: Database): Loop {
  return startLoop({
    everyMs: EVERY_MS,
    async work() {
      const ended = await endOverrides({
        ctx: { db, actor: SYSTEM, now: new Date() },
        failed: (observableId, error) =>
          log.warn({ err: error, observableId }, 'a verdict whose time is over could not be ended'),
      });
      if (ended > 0) resources().announce();
      return false;
    },
    failed: (error) => log.warn({ err: error }, 'verdicts whose time is over could not be ended'),
  });
}
