import { refOf } from '../../domain/actor.ts';
import { keyOf, MOST } from '../../domain/case.ts';
import { lockCase } from '../cases/fetch.ts';
import { changedFields, saveCase } from '../cases/save.ts';
import { emit, type TxCtx, writeTimeline } from '../kernel/index.ts';

/** Adds to a case the techniques that our analysis found, and says so on it. Nothing where the case has them. Errors: `not_found`. */
export async function addTechniques(
  tx: TxCtx,
  { key, techniques }: { key: string; techniques: readonly string[] },
): Promise<void> {
  if (techniques.length === 0) return;
  const before = await lockCase(tx, key, 'case.observe');
  const together = [...new Set([...before.techniques, ...techniques])].slice(0, MOST.techniques);
  const { after, diff } = await saveCase(tx, before, { techniques: together }, 'case.add_facts');
  const changed = Object.keys(diff);
  if (changed.length === 0) return;
  const added = together.filter((id) => !before.techniques.includes(id));
  await writeTimeline(tx, {
    caseId: before.id,
    kind: 'updated',
    summary: `Added by our analysis of a command line: ${added.join(', ')}`,
    detail: { ...changedFields(diff, after), techniques: added },
  });
  const said = { key: keyOf(before.number), previous: {}, current: { changed }, actor: refOf(tx.actor) };
  await emit(tx, 'case/updated', said, { caseId: before.id });
}
