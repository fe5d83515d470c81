'use client';

import { Fragment } from 'react';
import { type Comparison, comparisonOf, type Period } from '#lib/domain/figures/period.ts';
import { FILTER_NAMES, useValueNames } from '../cases-list/filter-names.ts';
import { COMPARISON_NAMES } from './dashboard-bar.tsx';
import type { DashboardParams } from './params.ts';
import { DIMENSIONS, printedDays, printedMoment } from './print-words.ts';

/** On paper alone: what the figures are of, and when they were so. On the screen the bar says it. */
export function PrintHead({
  params,
  zone,
  at,
  period,
  compared,
}: {
  params: DashboardParams;
  zone: string;
  /** When the figures were counted. */
  at: string;
  period: Period;
  compared: Period | null;
}) {
  const nameOf = useValueNames();
  const comparison: Comparison = comparisonOf(params.compare);
  const filters = DIMENSIONS.filter((name) => params[name]).map((name): [string, string] => [
    FILTER_NAMES[name],
    nameOf(name, params[name]),
  ]);
  const facts: [string, string][] = [
    ['Period', printedDays(period, zone)],
    ['Days of', zone],
    [
      'Compared with',
      compared ? `${COMPARISON_NAMES[comparison]}: ${printedDays(compared, zone)}` : COMPARISON_NAMES.none,
    ],
    ...(filters.length > 0 ? filters : [['Filters', 'none'] satisfies [string, string]]),
    ['Made', printedMoment(at, zone)],
  ];
  return (
    <dl className="hidden grid-cols-[110px_1fr] gap-x-3 gap-y-0.5 px-3.5 pt-3 text-sm print:grid">
      {facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt className="text-ink-3">{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
