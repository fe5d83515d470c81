import { createHash } from 'node:crypto';
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../../db/client.ts';
import { aiOutputs, type Case } from '../../../db/schema/index.ts';
import { commandJudge, graverCommand, MOST_WORK_OF_CASE } from '../../../domain/command-judge.ts';
import { Work } from '../../../domain/command-line/index.ts';
import type { CommandVerdict } from '../../../domain/command-verdict.ts';
import { INTEL, INTEL_VENDORS } from '../../../domain/intel/vendors.ts';
import type { CommandReading } from '../../../domain/scout/gather.ts';
import { CommandAnalysisView } from '../../../domain/views/command-analysis.ts';
import { settingsOf } from '../../automations/settings-of.ts';
import { familyOf } from '../../cases/family.ts';
import type { Reader } from '../reader.ts';
import { writtenLines } from './command-lines.ts';
import type { Accused, ToldOf } from './texts.ts';

export interface CommandsReading {
  /** The gravest, each once. */
  items: CommandReading[];
  /** Any of all is malicious; or that, or suspicious. */
  malicious: boolean;
  bad: boolean;
  /** How many nobody knows to be harmless, beside those. */
  unknown: number;
  /** Why not all of them were read, in a sentence; null: they were. */
  unread: string | null;
  /** What a vendor itself calls the case's alerts, where that is an attack; null: nothing of the kind. */
  accusation: Accused | null;
  /** What a text of the alerts or of the case tells of, where that is an attack; null: nothing of the kind. */
  told: ToldOf | null;
}

const TOO_MUCH_WORK = 'The command lines and texts of the case take more work than is done for one.';
const MOST_COMMANDS = 20;
const MOST_ANALYSES = 100;
const LONGEST = 500;
const BAD = ['malicious', 'suspicious'] as const satisfies readonly CommandVerdict[];

/**
 * The command lines of a case, each judged now by the rules and the house's list of known-good ones, whether or not somebody has looked at it before;
 * and whatever was analysed for the case. What decides is asked of all of them, what is told are the gravest.
 */
export async function readCommands({ db }: Pick<Reader, 'db'>, of: Pick<Case, 'id'>): Promise<CommandsReading> {
  const ids = await familyOf(db, of.id);
  const work = new Work(MOST_WORK_OF_CASE);
  const judge = commandJudge(await knownGoodOf(db), work);
  const { lines, texts, accusation, told: tellsOf, unread } = await writtenLines(db, ids);
  const written = lines.map(({ line, looks }) => reading(idOf(line), line, judge(line, looks)));
  // A text that only tells of a command may sound as bad as one: it is a reason to look, and no proof.
  const told = texts
    .filter((text) => (BAD as readonly string[]).includes(judge(text, [])))
    .map((text): CommandReading => ({ ...reading(idOf(text), inOneLine(text), 'suspicious'), told: true }));
  const worst = await worstAnalysis(db, ids);
  const verdicts = written.map(({ verdict }) => verdict);
  return {
    items: gravest([...written, ...told, ...(await analysesOf(db, ids))]),
    malicious: verdicts.includes('malicious') || worst === 'malicious',
    bad: told.length > 0 || verdicts.some((verdict) => (BAD as readonly string[]).includes(verdict)) || worst !== null,
    unknown: verdicts.filter((verdict) => verdict === 'unknown').length,
    unread: unread ?? (work.isShort ? TOO_MUCH_WORK : null),
    ...{ accusation, told: tellsOf },
  };
}

/** What the house says is good, whichever vendor it was said for. */
async function knownGoodOf(db: Db | Tx): Promise<string[]> {
  const lists: string[][] = [];
  for (const vendor of INTEL_VENDORS) lists.push((await settingsOf(db, INTEL[vendor].automation)).parameters.knownGood);
  return lists.flat();
}

const reading = (id: string, text: string, verdict: CommandVerdict): CommandReading => ({
  id,
  text: text.slice(0, LONGEST),
  verdict,
});

const inOneLine = (text: string) => text.slice(0, LONGEST).replaceAll(/\s+/g, ' ').trim();

const idOf = (line: string) => createHash('sha256').update(line).digest('hex').slice(0, 16);

/** What is bad must not be lost behind what is many; of a line that was judged twice the graver verdict stands. */
function gravest(all: readonly CommandReading[]): CommandReading[] {
  const byText = new Map<string, CommandReading>();
  for (const one of all) {
    const known = byText.get(one.text);
    if (!known || graverCommand(known.verdict, one.verdict) !== known.verdict) byText.set(one.text, one);
  }
  return [...byText.values()]
    .toSorted((a, b) => (a.verdict === b.verdict ? 0 : graverCommand(a.verdict, b.verdict) === a.verdict ? -1 : 1))
    .slice(0, MOST_COMMANDS);
}

const ofCases = (ids: readonly string[]) =>
  and(inArray(aiOutputs.caseId, [...ids]), eq(aiOutputs.task, 'analyze-command-line'));
const verdictOf = sql<CommandVerdict>`${aiOutputs.output} ->> 'verdict'`;

/** The gravest of what was analysed and kept for the case or with its alerts; null: none of it is bad. */
async function worstAnalysis(db: Db | Tx, ids: readonly string[]): Promise<'malicious' | 'suspicious' | null> {
  const { rows } = await db.execute<{ verdict: 'malicious' | 'suspicious' }>(sql`
    select verdict from (
      select ${verdictOf} as verdict from ${aiOutputs} where ${ofCases(ids)}
      union
      select look ->> 'verdict' from case_events event
      join alert_details known on known.vendor = event.vendor and known.vendor_id = event.vendor_id
      cross join lateral jsonb_array_elements(known.commands) look
      where event.case_id = any(${sql.param(ids)}::uuid[])
    ) looked where verdict in ('malicious', 'suspicious') order by verdict limit 1`);
  return rows[0]?.verdict ?? null;
}

async function analysesOf(db: Db | Tx, ids: readonly string[]): Promise<CommandReading[]> {
  const rows = await db
    .select({ id: aiOutputs.id, output: aiOutputs.output })
    .from(aiOutputs)
    .where(ofCases(ids))
    .orderBy(sql`${verdictOf} in ('malicious', 'suspicious') desc`, desc(aiOutputs.id))
    .limit(MOST_ANALYSES);
  return rows.flatMap(({ id, output }) => {
    const analysis = CommandAnalysisView.safeParse(output).data;
    return analysis ? [reading(id, analysis.text, analysis.verdict)] : [];
  });
}
