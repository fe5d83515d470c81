import type { TimelineItem } from '#lib/domain/views/case.ts';
import type { RunListItem } from '#lib/domain/views/run.ts';

/** One line of the case's stream: an entry of the timeline with those that it stands for too, or a run that left none. */
export type StreamItem =
  | { kind: 'entry'; at: string; item: TimelineItem; parts: readonly TimelineItem[] }
  | { kind: 'run'; at: string; run: RunListItem };

/**
 * Entries and runs in one stream, newest first. A run that an entry tells of is not told again. Runs older than the last entry wait until
 * the entries before it are fetched (`more`), or they would stand at the wrong place.
 */
export function mergeRuns(items: readonly TimelineItem[], runs: readonly RunListItem[], more: boolean): StreamItem[] {
  const told = new Set(items.flatMap((item) => [item.runId, item.detail.runId]));
  const oldest = items.at(-1)?.at;
  const shown = runs.filter((run) => !told.has(run.id) && !(more && oldest && run.createdAt < oldest));
  const entries: StreamItem[] = underSummaries(items).map((entry) => ({ kind: 'entry', at: entry.item.at, ...entry }));
  const own: StreamItem[] = shown.map((run) => ({ kind: 'run', at: run.createdAt, run }));
  // Stable: entries of one moment keep their order.
  return [...entries, ...own].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

/** What a run did to bring facts together. What moves a case, such as its state or its owner, stays an entry of its own. */
const PARTS: ReadonlySet<string> = new Set(['event', 'observables', 'updated']);
const NO_PARTS: readonly TimelineItem[] = [];

/** What a run brought together stands under the summary that it left after it: one entry for a run, oldest part first. */
function underSummaries(items: readonly TimelineItem[]): { item: TimelineItem; parts: readonly TimelineItem[] }[] {
  const summaries = new Map<string, TimelineItem>();
  const parts = new Map<TimelineItem, TimelineItem[]>();
  const heads: TimelineItem[] = [];
  for (const item of items) {
    if (item.kind === 'summary' && item.runId) summaries.set(item.runId, item);
    const summary = PARTS.has(item.kind) && item.runId ? summaries.get(item.runId) : undefined;
    if (summary) parts.set(summary, [item, ...(parts.get(summary) ?? [])]);
    else heads.push(item);
  }
  return heads.map((item) => ({ item, parts: parts.get(item) ?? NO_PARTS }));
}

/**
 * Runs that say something by themselves. What did not run, because nothing asked for it, and what sent notices of things that are told here
 * already, are shown among the runs alone.
 */
export function worthTelling(runs: readonly RunListItem[]): RunListItem[] {
  return runs.filter(
    ({ status, automation }) => status !== 'skipped' && (automation !== 'notify' || status === 'failed'),
  );
}
