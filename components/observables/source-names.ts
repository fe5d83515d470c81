import { DEVICE_SOURCE_TITLES, DEVICE_SOURCES } from '#lib/domain/device/sources.ts';
import { sourceOf } from '#lib/domain/enrichment/sources.ts';

/** A source as people say it. */
export function sourceName(source: string): string {
  return sourceOf(source)?.title ?? deviceSourceName(source) ?? source;
}

/** What is too long for a tag. */
const SHORT_NAMES: Record<string, string> = { sentinelone: 'S1' };

/** As it fits a tag: what we know by its initials or its name, anything else by as much of its id as there is room for. */
export function shortSource(source: string): string {
  return (
    sourceOf(source)?.short ??
    SHORT_NAMES[source] ??
    deviceSourceName(source) ??
    (source.length > 8 ? `${source.slice(0, 7)}…` : source)
  );
}

function deviceSourceName(source: string): string | null {
  const known = DEVICE_SOURCES.find((one) => one === source);
  return known ? DEVICE_SOURCE_TITLES[known] : null;
}
