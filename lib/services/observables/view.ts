import type { Observable } from '../../db/schema/index.ts';
import { defang } from '../../domain/observables/index.ts';
import type { ObservableView } from '../../domain/views/case.ts';
import { type CaseCount, NO_CASES } from './visible.ts';

/** An observable as the API shows it; `cases` are those of its cases that the reader may see, counted as far as 10,000. */
export function observableView(row: Observable, cases: CaseCount = NO_CASES): ObservableView {
  return {
    id: row.id,
    type: row.type,
    value: row.value,
    defanged: defang(row.type, row.value),
    verdict: row.verdict,
    score: row.score,
    allowListed: row.allowListed,
    firstSeen: row.firstSeen.toISOString(),
    // Also of a case that the reader may not see: it names none, and the latest of those that he may see would be a look at every one of them.
    lastSeen: row.lastSeen.toISOString(),
    caseCount: cases.value,
    caseCountCapped: cases.capped,
  };
}
