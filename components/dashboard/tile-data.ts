import { FIGURES, type FigureId } from '#lib/domain/figures/catalogue.ts';
import type { Work } from '#lib/domain/figures/milestone.ts';
import type { Kept, PeriodFigures, SlaSummary, Spread } from '#lib/domain/views/figures.ts';
import { formatDuration } from '../ui/duration.ts';
import type { Tone } from '../ui/tone.ts';
import type { Unit } from './download.ts';

/** One number of a tile, with the list of the cases that it counts. */
export interface TileValue {
  /** Whose work; null where it is nobody’s in particular. */
  label: string | null;
  text: string;
  /** The same, to reckon with. */
  number: number | null;
  unit: Unit | 'cases';
  /** Beside the number: its parts. */
  note: string;
  /** The compared period’s, and whether the change is for the better. Null where there is none. */
  before: { text: string; number: number; better: boolean | null } | null;
  link: { figure: FigureId; work?: Work; count: number };
}

export interface TileData {
  id: string;
  title: string;
  formula: string;
  tone: Tone;
  values: TileValue[];
  /** The course over the days. */
  spark: (number | null)[];
}

const WORDS: Record<Work, string> = { people: 'people', automated: 'automated' };
const WORKS: readonly Work[] = ['people', 'automated'];

/** Every tile of the dashboard: those of one number first, then those of people’s work beside automated work. */
export function tilesOf(summary: SlaSummary): TileData[] {
  const [mtta, ...times] = timeTiles(summary);
  const tiles = [
    ...nowTiles(summary),
    mtta!,
    backlogTile(summary),
    ...keptTiles(summary),
    ...times,
    reopenTile(summary),
  ];
  return tiles.map((tile) => ({ ...tile, values: tile.values.map(sameIsSame) }));
}

/** What reads the same is neither better nor worse. */
function sameIsSame(value: TileValue): TileValue {
  return value.before?.text === value.text ? { ...value, before: { ...value.before, better: null } } : value;
}

/** The facts that figures are made of are those of milestones: they do not tell how these stood at the end of the period before. */
const WITHOUT_EARLIER: Partial<Record<FigureId, string>> = {
  unassigned:
    'Open cases that nobody has, now. It has no earlier value: the figures do not keep who had a case at a moment of the past.',
  at_risk:
    'Open cases whose next target has used up its at-risk share and is not due yet, now. It has no earlier value: a target that was set anew no longer tells when it was at risk before.',
};

function nowTiles({ at, now, previous, days }: SlaSummary): TileData[] {
  const tile = (figure: FigureId, tone: Tone, count: number, note: string, before: number | null): TileData => ({
    id: figure,
    title: FIGURES[figure].title,
    formula: WITHOUT_EARLIER[figure] ?? FIGURES[figure].formula,
    tone,
    values: [
      {
        label: null,
        text: count.toLocaleString('en'),
        number: count,
        unit: 'cases',
        note,
        before:
          before === null
            ? null
            : { text: before.toLocaleString('en'), number: before, better: compare(before, count) },
        link: { figure, count },
      },
    ],
    spark: figure === 'open' ? days.map((day) => day.backlog) : [],
  });
  const since = now.oldestDueAt ? `oldest ${age(at, now.oldestDueAt)} over` : 'nothing is overdue';
  const next = now.nextDueAt ? `next in ${age(now.nextDueAt, at)}` : 'nothing is due';
  return [
    tile('open', 'accent', now.open, `Scout has ${now.withScout.toLocaleString('en')}`, previous?.openAtEnd ?? null),
    tile('unassigned', 'high', now.unassigned, 'as of now', null),
    tile('at_risk', 'medium', now.atRisk, next, null),
    tile('breached', 'critical', now.breached, since, previous?.breachedAtEnd ?? null),
  ];
}

function keptTiles({ period, previous, days }: SlaSummary): TileData[] {
  return (['acknowledge', 'resolve'] as const).map((metric) => ({
    id: `${metric}_met`,
    title: metric === 'acknowledge' ? 'Acknowledge met' : 'Resolve met',
    formula: `Cases whose ${metric} target was met in the period ÷ cases whose ${metric} target was met or ran out in it.`,
    tone: 'ok',
    values: WORKS.map((work) => {
      const kept = period[metric][work];
      const before = previous && share(previous[metric][work]);
      const now = share(kept);
      return {
        label: WORDS[work],
        text: percent(now),
        number: now,
        unit: 'share',
        note: `${kept.met.toLocaleString('en')} met, ${kept.breached.toLocaleString('en')} missed`,
        before: before === null ? null : shareBefore(before, now === null ? null : compare(now, before)),
        link: { figure: `${metric}_decided`, work, count: kept.met + kept.breached },
      };
    }),
    spark: days.map((day) => share(day[metric])),
  }));
}

function timeTiles({ period, previous }: SlaSummary): TileData[] {
  const value = (figure: FigureId, work: Work, spread: Spread, before: Spread | undefined): TileValue => ({
    label: WORDS[work],
    text: took(spread.median),
    number: spread.median,
    unit: 'seconds',
    note: spread.count === 0 ? 'no case' : `p90 ${took(spread.p90)}, mean ${took(spread.mean)}`,
    before:
      before?.median === null || before === undefined
        ? null
        : {
            text: took(before.median),
            number: before.median,
            better: spread.median === null ? null : compare(before.median, spread.median),
          },
    link: { figure, work, count: spread.count },
  });
  const both = (figure: 'contained' | 'resolved') =>
    WORKS.map((work) => value(figure, work, period[figure][work], previous?.[figure][work]));
  const tile = (id: string, title: string, formula: string, values: TileValue[]): TileData => ({
    id,
    title,
    formula,
    tone: 'accent',
    values,
    spark: [],
  });
  return [
    tile(
      'mtta',
      'MTTA',
      'Time from the start to a person’s first act: median over the cases acknowledged in the period.',
      [value('acknowledged', 'people', period.acknowledged, previous?.acknowledged)],
    ),
    tile(
      'contain',
      'Time to contain',
      'Time from the start until the runbook left Contain: median over the cases contained in the period.',
      both('contained'),
    ),
    tile(
      'mttr',
      'MTTR',
      'Time from the start (or the reopening) to the resolution, holds included: median over the cases resolved in the period.',
      both('resolved'),
    ),
  ];
}

function reopenTile({ period, previous, days }: SlaSummary): TileData {
  const rate = (of: PeriodFigures, work: Work) =>
    of.resolved[work].count === 0 ? null : of.reopened[work] / of.resolved[work].count;
  return {
    id: 'reopened',
    title: 'Reopen rate',
    formula: 'Cases reopened in the period ÷ cases resolved in it, by whose work had resolved them.',
    tone: 'high',
    values: WORKS.map((work) => {
      const [now, before] = [rate(period, work), previous && rate(previous, work)];
      return {
        label: WORDS[work],
        text: percent(now),
        number: now,
        unit: 'share',
        note: `${period.reopened[work].toLocaleString('en')} reopened`,
        before: before === null ? null : shareBefore(before, now === null ? null : compare(before, now)),
        link: { figure: 'reopened', work, count: period.reopened[work] },
      };
    }),
    spark: days.map((day) => day.reopened),
  };
}

function backlogTile({ period, previous, days }: SlaSummary): TileData {
  const net = (of: PeriodFigures) => of.opened + reopened(of) - resolved(of);
  const before = previous && net(previous);
  return {
    id: 'backlog',
    title: 'Backlog trend',
    formula:
      'Cases opened and reopened minus cases resolved in the period. The line: open cases at the end of each day.',
    tone: 'accent',
    values: [
      {
        label: null,
        text: signed(net(period)),
        number: net(period),
        unit: 'cases',
        note: `${period.opened.toLocaleString('en')} opened, ${resolved(period).toLocaleString('en')} resolved`,
        before: before === null ? null : { text: signed(before), number: before, better: compare(before, net(period)) },
        link: { figure: 'opened', count: period.opened },
      },
    ],
    spark: days.map((day) => day.backlog),
  };
}

const resolved = (of: PeriodFigures) => of.resolved.people.count + of.resolved.automated.count;
const reopened = (of: PeriodFigures) => of.reopened.people + of.reopened.automated;

const shareBefore = (number: number, better: boolean | null) => ({ text: percent(number), number, better });

/** The part that was met, from 0 to 1; null where nothing was decided. */
export function share({ met, breached }: Kept): number | null {
  return met + breached === 0 ? null : met / (met + breached);
}

export function percent(part: number | null): string {
  return part === null ? '–' : `${(part * 100).toLocaleString('en', { maximumFractionDigits: 1 })} %`;
}

export function took(seconds: number | null): string {
  return seconds === null ? '–' : formatDuration(seconds);
}

const signed = (value: number) =>
  value > 0 ? `+${value.toLocaleString('en')}` : value.toLocaleString('en').replace('-', '−');
const age = (later: string, earlier: string) => formatDuration((Date.parse(later) - Date.parse(earlier)) / 1000);
/** Whether the first is more; null where they are equal. */
const compare = (more: number, less: number) => (more === less ? null : more > less);
