import type { Db } from '../../db/client.ts';
import { lockCase } from '../cases/fetch.ts';
import { transact } from '../kernel/index.ts';
import { type Candidate, type Linked, linkObservables } from '../observables/link.ts';
import { automation, ctxOf, NOW } from './fixtures.ts';

/** Puts on a case what a workflow found, as intake does: it knows where each observable came from, and finds the survivor of a merge. */
export function linkFound(db: Db, key: string, candidates: Candidate[], now = NOW): Promise<Linked> {
  return transact(ctxOf(db, automation(), now), 'tests.link-found', async (tx) =>
    linkObservables(tx, await lockCase(tx, key, 'case.observe'), candidates),
  );
}
