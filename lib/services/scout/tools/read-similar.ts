import { createHash } from 'node:crypto';
import { and, inArray, isNotNull, or, sql } from 'drizzle-orm';
import { type Case, cases, timeline } from '../../../db/schema/index.ts';
import { keyOf, numberOf } from '../../../domain/case.ts';
import { HOT } from '../../../domain/related.ts';
import type { SimilarReading } from '../../../domain/scout/gather.ts';
import { similarCases } from '../../related/similar.ts';
import type { Reader } from '../reader.ts';

export interface SimilarCasesReading {
  /** Those that share most. */
  items: SimilarReading[];
  /** Any case that shares something telling has ended as an attack, also behind those. */
  attacked: boolean;
}

/** The cases that share most with one, and how each ended. Of one that is kept from somebody no key is told. */
export async function readSimilar(reader: Reader, of: Pick<Case, 'id'>): Promise<SimilarCasesReading> {
  const { similar } = await similarCases(reader, of.id);
  const numbers = similar.map(({ key }) => numberOf(key)!);
  const kept = await keptFromSome(reader, numbers);
  const judged = await endedByPeople(reader, numbers);
  return {
    items: similar.map(({ key, verdict, shared, more }) => ({
      id: createHash('sha256').update(`${of.id} ${key}`).digest('hex').slice(0, 12),
      key: kept.has(key) ? null : key,
      // What Scout or a rule has called harmless speaks for nothing: one mistake would vouch for the next.
      verdict: verdict === 'true_positive' || judged.has(key) ? verdict : null,
      open: verdict === null,
      shared: shared.length + more,
    })),
    attacked: await hasAttacked(reader, of.id),
  };
}

async function keptFromSome({ db }: Reader, numbers: number[]): Promise<ReadonlySet<string>> {
  if (numbers.length === 0) return new Set();
  const rows = await db
    .select({ number: cases.number })
    .from(cases)
    .where(and(inArray(cases.number, numbers), or(cases.restricted, isNotNull(cases.subjectMemberId))));
  return new Set(rows.map(({ number }) => keyOf(number)));
}

/** Those whose last change of state was a person's, or of a program with a key that a person made. */
async function endedByPeople({ db }: Reader, numbers: number[]): Promise<ReadonlySet<string>> {
  if (numbers.length === 0) return new Set();
  const rows = await db
    .select({ number: cases.number })
    .from(cases)
    .where(
      and(
        inArray(cases.number, numbers),
        sql`(
          select ${timeline.actorKind} from ${timeline}
          where ${timeline.caseId} = ${cases.id} and ${timeline.kind} = 'state' order by ${timeline.seq} desc limit 1
        ) in ('user', 'api_key')`,
      ),
    );
  return new Set(rows.map(({ number }) => keyOf(number)));
}

/** What more than {@link HOT} cases hold tells of nothing, as everywhere else. */
async function hasAttacked({ db }: Reader, caseId: string): Promise<boolean> {
  const { rows } = await db.execute<{ attacked: boolean }>(sql`
    select exists (
      select from case_observables mine
      join observables observable on observable.id = mine.observable_id and not observable.allow_listed
      cross join lateral (
        select count(*) as held, bool_or(other.id <> mine.case_id and other.resolution_verdict = 'true_positive') as attacked
        from (
          select theirs.case_id from case_observables theirs where theirs.observable_id = mine.observable_id limit ${HOT + 1}
        ) theirs join cases other on other.id = theirs.case_id
      ) around
      where mine.case_id = ${caseId}::uuid and mine.role <> 'own' and around.held <= ${HOT} and around.attacked
    ) as attacked`);
  return rows[0]!.attacked;
}
