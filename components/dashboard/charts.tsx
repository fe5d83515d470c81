'use client';

import { type ReactNode, useState } from 'react';
import { WAITS } from '#lib/domain/figures/waits.ts';
import type { SlaCauses, SlaSummary } from '#lib/domain/views/figures.ts';
import { DayBars } from '../charts/day-bars.tsx';
import { LineChart } from '../charts/line.tsx';
import { ShareBars } from '../charts/share-bars.tsx';
import { cn } from '../ui/cn.ts';
import { Link } from '../ui/link.tsx';
import { Select } from '../ui/select.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { type Tone, toneOfSeverity } from '../ui/tone.ts';
import { ChartCard } from './chart-card.tsx';
import { type DashboardParams, figureHref } from './params.ts';
import {
  AGE_NAMES,
  ageingTable,
  dayTable,
  groupName,
  groupTable,
  rulesTable,
  WAIT_NAMES,
  waitsTable,
} from './tables.ts';
import { percent, took } from './tile-data.ts';

interface Props {
  summary: SlaSummary;
  params: DashboardParams;
}

export function TargetsADay({ summary, params }: Props) {
  const [metric, setMetric] = useState<'resolve' | 'acknowledge'>('resolve');
  const bars = summary.days.map((day) => ({
    date: day.date,
    ...day[metric],
    href: figureHref(`${metric}_decided`, params, { from: day.from, to: day.to }),
  }));
  return (
    <ChartCard
      title="Targets a day"
      note="Cases whose target was met, or ran out (hatched), by the day on which it did. A bar opens its cases."
      table={dayTable(summary, params)}
      controls={
        <Select
          quiet
          aria-label="Which target"
          value={metric}
          onChange={(event) => setMetric(event.target.value as typeof metric)}
          options={[
            { value: 'resolve', label: 'Resolve' },
            { value: 'acknowledge', label: 'Acknowledge' },
          ]}
        />
      }
    >
      <DayBars bars={bars} label={`${metric === 'resolve' ? 'Resolve' : 'Acknowledge'} targets a day`} />
    </ChartCard>
  );
}

export function Backlog({ summary, params }: Props) {
  const points = summary.days.map(({ date, backlog }) => ({ date, value: backlog }));
  return (
    <ChartCard title="Backlog" note="Open cases at the end of each day." table={dayTable(summary, params)}>
      <LineChart points={points} label="Open cases at the end of each day" />
    </ChartCard>
  );
}

export function BacklogBySeverity({ summary, params }: Props) {
  const bars = summary.ageing.map(({ severity, ages }) => {
    const open = ages.reduce((sum, age) => sum + age, 0);
    return {
      key: severity,
      name: (
        <Link href={figureHref('open', { ...params, severity })} className="hover:underline">
          <SeverityMark severity={severity} />
        </Link>
      ),
      value: open,
      text: open.toLocaleString('en'),
      tone: toneOfSeverity(severity),
    };
  });
  return (
    <ChartCard title="Backlog by severity" note="Open cases now." table={ageingTable(summary)}>
      <ShareBars bars={bars} empty="Nothing is open." />
    </ChartCard>
  );
}

/** Darker where more is open; each cell has its number. */
export function Ageing({ summary }: Pick<Props, 'summary'>) {
  const most = Math.max(...summary.ageing.flatMap(({ ages }) => ages), 1);
  return (
    <ChartCard
      title="Open by severity and age"
      note="Open cases now, by the time since they were opened."
      table={ageingTable(summary)}
    >
      <table className="w-full border-collapse text-right">
        <caption className="sr-only">Open cases by severity and age</caption>
        <thead>
          <tr>
            <th scope="col" className="sr-only">
              Severity
            </th>
            {AGE_NAMES.map((name) => (
              <th key={name} scope="col" className="h-7 px-2 font-medium text-ink-3 text-xs">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {summary.ageing.map(({ severity, ages }) => (
            <tr key={severity} className="border-line/55 border-t">
              <th scope="row" className="h-8 text-left font-normal">
                <SeverityMark severity={severity} />
              </th>
              {ages.map((count, age) => (
                <td
                  key={AGE_NAMES[age]}
                  className="num px-2"
                  style={{
                    background: `color-mix(in oklch, var(--accent) ${Math.round((count / most) * 38)}%, transparent)`,
                  }}
                >
                  {count.toLocaleString('en')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ChartCard>
  );
}

export function TimesByGroup({ summary, params, controls }: Props & { controls?: ReactNode }) {
  const bars = summary.groups
    .filter((group) => group.resolved.people.median !== null)
    .slice(0, 12)
    .map((group) => ({
      key: group.key ?? '',
      name: (
        <Link
          href={figureHref('resolved', params, {
            from: summary.from,
            to: summary.to,
            work: 'people',
            group: { by: summary.groupBy, key: group.key },
          })}
          className="hover:underline"
        >
          {groupName(summary.groupBy, group)}
        </Link>
      ),
      value: group.resolved.people.median!,
      text: `${took(group.resolved.people.median)} · ${group.resolved.people.count.toLocaleString('en')} cases`,
    }));
  return (
    <ChartCard
      title="Time to resolve by group"
      note="People’s work: the median over the cases resolved in the period. The table has every group, automated work and the targets."
      table={groupTable(summary, params)}
      controls={controls}
    >
      <ShareBars bars={bars} empty="No person has resolved a case in this period." />
    </ChartCard>
  );
}

const WAIT_TONES: Record<(typeof WAITS)[number], Tone> = {
  owner: 'high',
  analyst: 'low',
  scout: 'accent',
  vendor: 'medium',
  hold: 'plain',
};

export function TimeSpent({ causes }: { causes: SlaCauses }) {
  const { cases, seconds } = causes.waits;
  const total = WAITS.reduce((sum, wait) => sum + seconds[wait], 0);
  const bars = WAITS.map((wait) => ({
    key: wait,
    name: WAIT_NAMES[wait],
    value: seconds[wait],
    text: `${percent(total === 0 ? null : seconds[wait] / total)} · ${took(seconds[wait])}`,
    tone: WAIT_TONES[wait],
  }));
  return (
    <ChartCard
      title={
        cases === 1
          ? 'Where the time of 1 breached case went'
          : `Where the time of ${cases.toLocaleString('en')} breached cases went`
      }
      note="From the start to the moment at which the resolve target ran out. A hold that a vendor’s event ended was a wait for the vendor."
      table={waitsTable(causes)}
    >
      <ShareBars bars={bars} empty="No resolve target ran out in this period." />
    </ChartCard>
  );
}

export function FalsePositives({ causes, className }: { causes: SlaCauses; className?: string }) {
  const bars = causes.rules
    .filter((rule) => rule.falsePositives > 0)
    .slice(0, 5)
    .map((rule) => ({
      key: `${rule.source} ${rule.rule}`,
      name: rule.rule ?? `${rule.source}, no rule named`,
      value: rule.falsePositives,
      text: `${rule.falsePositives.toLocaleString('en')} of ${rule.resolved.toLocaleString('en')}`,
      tone: 'high' as const,
    }));
  return (
    <ChartCard
      title="False positives by rule"
      note="Cases resolved in the period as false positives, of all resolved ones, by the source’s rule."
      table={rulesTable(causes)}
      className={cn(className)}
    >
      <ShareBars bars={bars} empty="No false positive in this period." />
    </ChartCard>
  );
}
