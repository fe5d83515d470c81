import { and, eq, inArray, ne } from 'drizzle-orm';
import { type Case, caseObservables, observables } from '../../../db/schema/index.ts';
import { sourceOf } from '../../../domain/enrichment/sources.ts';
import type { ObservableRole, ObservableType, ObservableVerdict } from '../../../domain/observables/types.ts';
import type { ObservablesReading } from '../../../domain/scout/gather.ts';
import type { Weighed } from '../../../domain/verdict/weigh.ts';
import { evidenceOf } from '../../cases/evidence.ts';
import { weighRows } from '../../enrichments/weigh-observables.ts';
import type { TxCtx } from '../../kernel/index.ts';

const MOST_OBSERVABLES = 60;

export interface SeenObservables extends ObservablesReading {
  /** Any of the case's that is none of our own is suspicious by the verdict that is shown. */
  anySuspicious: boolean;
  /** How many implicated ones, of types about which no source can be asked, nobody has called harmless. */
  unjudged: number;
}

/** What a person alone can call harmless. A command line is judged by the rules instead. */
const UNASKABLE = ['registry_key', 'crypto_address', 'file_name', 'file_path', 'process'] as const;
/** Names of a program, which are as harmless as its hash is. */
const NAMES_OF_FILES: readonly ObservableType[] = ['file_name', 'file_path', 'process'];
const HASHES: readonly ObservableType[] = ['md5', 'sha1', 'sha256'];

/** The observables that weigh on a case, and those that are suspicious in any role but our own, with what the sources say of them. */
export async function readObservables(ctx: TxCtx, of: Case): Promise<SeenObservables> {
  const { weight, observables: weighing, anyMalicious, userReport, factorChange } = await evidenceOf(ctx, of);
  const suspicious = await suspiciousOf(ctx, of);
  const known = new Set(weighing.map(({ id }) => id));
  const all = [...weighing, ...suspicious.filter(({ id }) => !known.has(id))];
  return {
    ...{ verdict: weight.verdict, anyMalicious, anySuspicious: suspicious.length > 0, userReport, factorChange },
    unjudged: await countUnjudged(ctx, of, { isFileKnown: weighing.some(isImplicatedHash) }),
    unasked: weighing.filter(({ weighed }) => !isAsked(weighed)).length,
    observables: all.slice(0, MOST_OBSERVABLES).map(({ id, type, value, weighed, kept }) => ({
      ...{ id, type, value },
      // What was graver by the shown verdict stays so here: the milder of two rules clears nobody.
      verdict: graverOf(kept, weighed.verdict),
      because: becauseOf(weighed),
      asked: isAsked(weighed),
    })),
  };
}

const isImplicatedHash = ({ type, role }: { type: ObservableType; role: ObservableRole }) =>
  role === 'implicated' && HASHES.includes(type);

async function countUnjudged({ tx, now }: TxCtx, of: Case, { isFileKnown }: { isFileKnown: boolean }): Promise<number> {
  const rows = await tx
    .select({ id: observables.id, type: observables.type, value: observables.value })
    .from(caseObservables)
    .innerJoin(observables, eq(observables.id, caseObservables.observableId))
    .where(
      and(
        ...[eq(caseObservables.caseId, of.id), eq(caseObservables.role, 'implicated')],
        inArray(observables.type, [...UNASKABLE]),
      ),
    );
  const open = rows.filter(({ type }) => !(isFileKnown && NAMES_OF_FILES.includes(type)));
  const weighed = await weighRows(tx, open, now);
  return open.filter(({ id }) => weighed.get(id)!.weighed.verdict !== 'benign').length;
}

async function suspiciousOf({ tx, now }: TxCtx, of: Case) {
  const rows = await tx
    .select({ id: observables.id, type: observables.type, value: observables.value, kept: observables.verdict })
    .from(caseObservables)
    .innerJoin(observables, eq(observables.id, caseObservables.observableId))
    .where(
      and(eq(caseObservables.caseId, of.id), ne(caseObservables.role, 'own'), eq(observables.verdict, 'suspicious')),
    )
    .orderBy(observables.id)
    .limit(MOST_OBSERVABLES);
  const weighed = await weighRows(tx, rows, now);
  return rows.map((row) => ({ ...row, weighed: weighed.get(row.id)!.weighed }));
}

/** Of the shown verdict and the strict one. What is shown as benign or unknown says nothing against the strict one. */
function graverOf(kept: ObservableVerdict, weighed: ObservableVerdict): ObservableVerdict {
  if (kept === 'malicious' || weighed === 'malicious') return 'malicious';
  return kept === 'suspicious' ? 'suspicious' : weighed;
}

const isAsked = ({ ground }: Weighed) => ground !== 'nobody_asked';

function becauseOf({ ground, knownNetwork, spoke, verdict }: Weighed): string {
  if (ground === 'known_network') return `by our network ${knownNetwork!.name}`;
  if (ground === 'override') return 'by a person';
  if (ground === 'nobody_asked') return 'as no source was asked';
  const say = spoke.filter((voice) => voice.verdict === verdict).map(({ source }) => titleOf(source));
  return say.length > 0 ? `by ${say.join(', ')}` : 'as no source says enough';
}

const titleOf = (source: string) => sourceOf(source)?.title ?? source;
