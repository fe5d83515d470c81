import type { CaseFilters } from './filters.ts';

/** The moments that a list can be filtered by. */
export const RANGES = ['created', 'updated', 'due', 'resolved'] as const;
export type RangeName = (typeof RANGES)[number];

export const RANGE_NAMES: Record<RangeName, string> = {
  created: 'Created',
  updated: 'Updated',
  due: 'Due',
  resolved: 'Resolved',
};

/** What is asked for most: how far back, and for what is due how far ahead. */
export const QUICK_RANGES: Record<RangeName, readonly { label: string; from: string | null; to: string | null }[]> = {
  created: back(),
  updated: back(),
  resolved: back(),
  due: [
    { label: 'in the next hour', from: '-0m', to: '+1h' },
    { label: 'in the next 8 hours', from: '-0m', to: '+8h' },
    { label: 'in the next 24 hours', from: '-0m', to: '+24h' },
  ],
};

function back() {
  return [
    { label: 'in the last hour', from: '-1h', to: null },
    { label: 'in the last 24 hours', from: '-24h', to: null },
    { label: 'in the last 7 days', from: '-7d', to: null },
    { label: 'in the last 30 days', from: '-30d', to: null },
  ];
}

/** A range in words, such as `in the last 24 hours` or `from 2026-03-01 to 2026-03-08`; null where none is set. */
export function rangeWords(name: RangeName, filters: CaseFilters): string | null {
  const [from, to] = [filters[`${name}From`], filters[`${name}To`]];
  if (!from && !to) return null;
  const quick = QUICK_RANGES[name].find((one) => one.from === from && one.to === to);
  if (quick) return quick.label;
  if (from && to) return `from ${from} to ${to}`;
  return from ? `from ${from}` : `before ${to}`;
}

/** The change that sets a range, or with nothing takes it away. */
export function rangeChange(name: RangeName, from: string | null, to: string | null): Partial<CaseFilters> {
  return { [`${name}From`]: from, [`${name}To`]: to };
}
