import { and, getTableColumns, inArray, isNull, ne } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import {
  type Enrichment,
  enrichments,
  type Observable,
  type VerdictOverride,
  verdictOverrides,
} from '../../db/schema/index.ts';
import { deriveVerdict, type Judgement } from '../../domain/verdict.ts';
import type { JudgementView } from '../../domain/views/judgement.ts';
import { overrideView, sourceView } from './view.ts';

/** An answer or try that stands; its raw JSON may be large, and is read where somebody asks for it. */
export type Standing = Omit<Enrichment, 'raw'>;

export const { raw: RAW, ...WITHOUT_RAW } = getTableColumns(enrichments);

export interface Grounds {
  standing: Standing[];
  override: VerdictOverride | null;
}

/** What the verdict on each of these observables rests on now: the answers that count and the override that stands. */
export async function groundsOf(db: Db | Tx, ids: string[]): Promise<Map<string, Grounds>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select(WITHOUT_RAW)
    .from(enrichments)
    .where(and(inArray(enrichments.observableId, ids), ne(enrichments.standing, 'past')))
    .orderBy(enrichments.source);
  const overrides = await db
    .select()
    .from(verdictOverrides)
    .where(and(inArray(verdictOverrides.observableId, ids), isNull(verdictOverrides.endedAt)));
  const answers = Map.groupBy(rows, (row) => row.observableId);
  const standing = new Map(overrides.map((row) => [row.observableId, row]));
  return new Map(ids.map((id) => [id, { standing: answers.get(id) ?? [], override: standing.get(id) ?? null }]));
}

/** The rules over what is stored. */
export function judge({ standing, override }: Grounds, own: boolean, now: Date): Judgement {
  const answers = standing.filter((row) => row.standing === 'answer');
  return deriveVerdict({ answers, override, own, now });
}

/** Why each of these observables has its verdict, source by source. Two queries, whatever their number. */
export async function judgementsOf(
  db: Db | Tx,
  rows: Pick<Observable, 'id' | 'allowListed'>[],
  now: Date,
): Promise<Map<string, JudgementView>> {
  const grounds = await groundsOf(
    db,
    rows.map((row) => row.id),
  );
  return new Map(
    rows.map(({ id, allowListed }) => {
      const of = grounds.get(id)!;
      const { verdict: _verdict, score: _score, ...judged } = judge(of, allowListed, now);
      const stands = judged.decidedBy === 'override' && of.override;
      const bySource = Map.groupBy(of.standing, (row) => row.source);
      const sources = [...bySource.values()].map((said) => sourceView(said, now));
      return [id, { ...judged, override: stands ? overrideView(stands) : null, sources }];
    }),
  );
}
