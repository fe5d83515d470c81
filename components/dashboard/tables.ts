import { WAITS, type Wait } from '#lib/domain/figures/waits.ts';
import type { Severity } from '#lib/domain/severity.ts';
import { AGES, type Grouping, type SlaCauses, type SlaSummary } from '#lib/domain/views/figures.ts';
import { formatDuration } from '../ui/duration.ts';
import { severityName } from '../ui/names.ts';
import type { TableData, Unit } from './download.ts';
import type { DashboardParams } from './params.ts';
import { figureHref } from './params.ts';
import { share, tilesOf } from './tile-data.ts';

export const WAIT_NAMES: Record<Wait, string> = {
  owner: 'Waiting for an owner',
  analyst: 'With an analyst',
  scout: 'With Scout',
  vendor: 'Waiting for a vendor',
  hold: 'On hold',
};

export const AGE_NAMES = [...AGES.map((seconds) => `< ${formatDuration(seconds)}`), 'older'] as const;

/** What a group is called on the page. */
export function groupName(grouping: Grouping, { key, name }: { key: string | null; name: string }): string {
  return grouping === 'severity' && key ? severityName(key as Severity) : name;
}

const UNIT_NAMES: Record<Unit | 'cases', string> = { cases: 'cases', seconds: 'seconds', share: 'share, 0 to 1' };

/** Every number of the tiles; as they are in different units, each row has its own. */
export function tileTable(summary: SlaSummary): TableData {
  return {
    head: ['Figure', 'Work', 'Value', 'Before', 'Unit', 'Cases', 'Formula'],
    rows: tilesOf(summary).flatMap((tile) =>
      tile.values.map((value) => ({
        cells: [
          tile.title,
          value.label ?? 'all',
          value.number,
          value.before?.number ?? null,
          UNIT_NAMES[value.unit],
          value.link.count,
          tile.formula,
        ],
      })),
    ),
  };
}

export function dayTable(summary: SlaSummary, params: DashboardParams): TableData {
  return {
    head: [
      'Day',
      'Acknowledge met',
      'missed',
      'Resolve met',
      'missed',
      'Opened',
      'Resolved',
      'Reopened',
      'Open at its end',
    ].map((name, column, all) => (name === 'missed' ? `${all[column - 1]!.split(' ')[0]} missed` : name)),
    rows: summary.days.map((day) => ({
      cells: [
        day.date,
        day.acknowledge.met,
        day.acknowledge.breached,
        day.resolve.met,
        day.resolve.breached,
        day.opened,
        day.resolved,
        day.reopened,
        day.backlog,
      ],
      href: figureHref('resolve_decided', params, { from: day.from, to: day.to }),
    })),
  };
}

export function ageingTable(summary: SlaSummary): TableData {
  return {
    head: ['Severity', ...AGE_NAMES, 'All'],
    rows: summary.ageing.map(({ severity, ages }) => ({
      cells: [severityName(severity), ...ages, ages.reduce((sum, age) => sum + age, 0)],
    })),
  };
}

export function groupTable(summary: SlaSummary, params: DashboardParams): TableData {
  const { groupBy } = summary;
  return {
    head: [
      'Group',
      'Open',
      'At risk',
      'Breached',
      'Acknowledge met',
      'Resolve met',
      'MTTA',
      'MTTR people',
      'p90',
      'Resolved by people',
      'MTTR automated',
      'Resolved automatically',
    ],
    units: {
      'Acknowledge met': 'share',
      'Resolve met': 'share',
      MTTA: 'seconds',
      'MTTR people': 'seconds',
      p90: 'seconds',
      'MTTR automated': 'seconds',
    },
    rows: summary.groups.map((group) => ({
      cells: [
        groupName(groupBy, group),
        group.open,
        group.atRisk,
        group.breached,
        share(group.acknowledge),
        share(group.resolve),
        group.acknowledged.median,
        group.resolved.people.median,
        group.resolved.people.p90,
        group.resolved.people.count,
        group.resolved.automated.median,
        group.resolved.automated.count,
      ],
      href: figureHref('open', params, { group: { by: groupBy, key: group.key } }),
    })),
  };
}

export function waitsTable({ waits }: SlaCauses): TableData {
  const total = WAITS.reduce((sum, wait) => sum + waits.seconds[wait], 0);
  return {
    head: ['Where', 'Time', 'Share'],
    units: { Time: 'seconds', Share: 'share' },
    rows: WAITS.map((wait) => ({
      cells: [WAIT_NAMES[wait], waits.seconds[wait], total === 0 ? null : waits.seconds[wait] / total],
    })),
  };
}

export function rulesTable({ rules }: SlaCauses): TableData {
  return {
    head: ['Rule', 'Source', 'False positives', 'Resolved', 'Share'],
    units: { Share: 'share' },
    rows: rules.map(({ rule, source, falsePositives, resolved }) => ({
      cells: [rule ?? 'No rule named', source, falsePositives, resolved, falsePositives / resolved],
    })),
  };
}
