import type { VerdictOverride } from '../../db/schema/index.ts';
import { expiresAt } from '../../domain/verdict.ts';
import type { EnrichmentView, OverrideView, SourceView } from '../../domain/views/judgement.ts';
import type { Standing } from './judgements.ts';

/** One source's place in the strip, from its standing answer, its later try, or both. */
export function sourceView(said: Standing[], now: Date): SourceView {
  const shown = said.find((row) => row.standing === 'answer') ?? said[0]!;
  const later = said.find((row) => row.standing === 'try' && row !== shown);
  const until = expiresAt(shown);
  return {
    source: shown.source,
    state: shown.state,
    verdict: shown.verdict,
    score: shown.score,
    at: shown.at.toISOString(),
    expiresAt: until.toISOString(),
    stale: until <= now,
    link: shown.link,
    facts: shown.facts,
    note: shown.note,
    lastTry: later ? { state: later.state, at: later.at.toISOString(), note: later.note } : null,
  };
}

export function overrideView(row: VerdictOverride): OverrideView {
  return {
    verdict: row.verdict,
    reason: row.reason,
    by: row.by,
    at: row.at.toISOString(),
    until: row.until?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    endedBy: row.endedBy,
  };
}

export function enrichmentView(row: Standing): EnrichmentView {
  return {
    id: row.id,
    source: row.source,
    state: row.state,
    verdict: row.verdict,
    score: row.score,
    at: row.at.toISOString(),
    expiresAt: expiresAt(row).toISOString(),
    current: row.standing === 'answer',
    link: row.link,
    facts: row.facts,
    note: row.note,
    recordedBy: row.recordedBy,
  };
}
