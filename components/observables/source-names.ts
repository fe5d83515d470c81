import { sourceOf } from '#lib/domain/enrichment/sources.ts';

/** A source as people say it. */
export function sourceName(source: string): string {
  return sourceOf(source)?.title ?? source;
}

/** As it fits a tag: what we know by its initials, anything else by as much of its id as there is room for. */
export function shortSource(source: string): string {
  return sourceOf(source)?.short ?? (source.length > 8 ? `${source.slice(0, 7)}…` : source);
}
