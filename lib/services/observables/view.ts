import type { Observable } from '../../db/schema/index.ts';
import { defang } from '../../domain/observables/index.ts';
import type { ObservableView } from '../../domain/views/case.ts';

/** An observable as the API shows it; `cases` is the number of its cases that the reader may see, 10,000 at the most. */
export function observableView(row: Observable, cases: number): ObservableView {
  return {
    id: row.id,
    type: row.type,
    value: row.value,
    defanged: defang(row.type, row.value),
    verdict: row.verdict,
    score: row.score,
    allowListed: row.allowListed,
    firstSeen: row.firstSeen.toISOString(),
    lastSeen: row.lastSeen.toISOString(),
    caseCount: cases,
  };
}
