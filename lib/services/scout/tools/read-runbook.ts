import { asc, eq } from 'drizzle-orm';
import { type Case, tasks } from '../../../db/schema/index.ts';
import type { RunbookReading } from '../../../domain/scout/gather.ts';
import { runbookOf } from '../../runbooks/of-case.ts';
import type { Reader } from '../reader.ts';

/**
 * Where a case stands in its runbook, and its tasks, each with the proof that the runbook names for it in the version which the case began with. Of
 * tasks of one phase with one title none is proven unless all are by the same.
 */
export async function readRunbook(
  { db }: Pick<Reader, 'db'>,
  of: Pick<Case, 'id' | 'phase' | 'runbook' | 'runbookVersion'>,
): Promise<RunbookReading> {
  const rows = await db.select().from(tasks).where(eq(tasks.caseId, of.id)).orderBy(asc(tasks.position));
  const phases = (await runbookOf(db, of))?.phases ?? [];
  const proofOf = (phase: string, title: string) => {
    const named = phases.filter(({ key }) => key === phase).flatMap((one) => one.tasks);
    const [first, ...others] = new Set(named.filter((task) => task.title === title).map(({ proof }) => proof));
    return others.length === 0 ? (first ?? null) : null;
  };
  return {
    phase: of.phase,
    tasks: rows.map(({ id, phase, title, own, doneAt }) => ({
      ...{ id, phase, title, own, done: doneAt !== null },
      proof: own ? null : proofOf(phase, title),
    })),
  };
}
