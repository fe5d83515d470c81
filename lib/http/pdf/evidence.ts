import type { Content } from 'pdfmake/interfaces.js';
import type { CaseExport } from '../../domain/views/case-export.ts';
import type { JudgementView, SourceView } from '../../domain/views/judgement.ts';
import { breakable, type Clock, named, shortened, table } from './parts.ts';

/** A row stays on one page, so that none may be taller than a page: a command line has up to 32 KB. The JSON export has all of it. */
const MOST_SIGNS = 900;
const MOST_WORDS = 400;

/** What is known of each observable: its verdict, and what each source said of it when. */
export function observablesTable(observables: CaseExport['observables'], at: Clock): Content[] {
  return table(
    [58, '*', 52, 52, 168],
    ['Type', 'Value', 'Role', 'Verdict', 'Says who'],
    observables.map((one) => [
      named(one.type),
      breakable(shortened(one.defanged, MOST_SIGNS), 28),
      one.role,
      one.verdict,
      saidOf(one.judgement, at),
    ]),
    { wholeRows: true },
  );
}

/** The files by name, size and SHA-256, who put them there and when. */
export function filesTable(files: CaseExport['files'], at: Clock): Content[] {
  return table(
    ['*', 58, 176, 118],
    ['Name', 'Bytes', 'SHA-256', 'By'],
    files.map((file) => [
      [breakable(file.name, 24), file.malware ? 'Malware' : '', deletedOf(file, at)].filter(Boolean).join('\n'),
      file.bytes.toLocaleString('en'),
      breakable(file.sha256, 32),
      `${file.uploadedBy.name}\n${at(file.createdAt)}`,
    ]),
    { wholeRows: true },
  );
}

const deletedOf = ({ deleted }: CaseExport['files'][number], at: Clock) =>
  deleted ? `Deleted ${at(deleted.at)} by ${deleted.by.name}: ${shortened(deleted.reason, MOST_WORDS)}` : '';

function saidOf({ override, sources }: JudgementView, at: Clock): string {
  const set = override
    ? [`${override.by.name} set ${override.verdict}, ${at(override.at)}: ${shortened(override.reason, MOST_WORDS)}`]
    : [];
  return [...set, ...sources.map((source) => sourceWords(source, at))].join('\n');
}

/** A source that gave no answer did not say that it is clean. */
function sourceWords({ source, state, verdict, score, at: moment, stale }: SourceView, at: Clock): string {
  const said = {
    answered: answerOf(verdict, score),
    unknown: 'does not know it',
    failed: 'gave no answer',
    limited: 'let us ask no more',
  }[state];
  return `${source} ${said}, ${at(moment)}${stale ? ', out of date' : ''}`;
}

function answerOf(verdict: SourceView['verdict'], score: number | null): string {
  if (verdict === null || verdict === 'unknown') return 'has no opinion';
  return score === null ? verdict : `${verdict}, ${score} of 10`;
}
