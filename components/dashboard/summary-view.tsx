import type { ReactNode } from 'react';
import { FIGURES } from '#lib/domain/figures/catalogue.ts';
import type { SlaCauses, SlaSummary } from '#lib/domain/views/figures.ts';
import { Ageing, Backlog, BacklogBySeverity, FalsePositives, TargetsADay, TimeSpent, TimesByGroup } from './charts.tsx';
import { type DashboardParams, figureHref } from './params.ts';
import { Tile } from './tile.tsx';
import { type TileValue, tilesOf } from './tile-data.ts';

interface Props {
  summary: SlaSummary;
  params: DashboardParams;
}

/** Every tile of a summary. */
export function SummaryTiles({ summary, params }: Props) {
  const hrefOf = ({ link: { figure, work } }: TileValue) => {
    const bounds = FIGURES[figure].selection.of === 'period' ? { from: summary.from, to: summary.to } : {};
    return figureHref(figure, params, { ...bounds, ...(work ? { work } : {}) });
  };
  const tiles = tilesOf(summary);
  const isApart = (tile: (typeof tiles)[number]) => tile.values.length > 1;
  const row = (shown: typeof tiles, columns: string) => (
    <div className={`grid gap-2.5 print:!grid-cols-3 ${columns}`}>
      {shown.map((tile) => (
        <Tile key={tile.id} tile={tile} hrefOf={hrefOf} />
      ))}
    </div>
  );
  return (
    <>
      {row(
        tiles.filter((tile) => !isApart(tile)),
        'grid-cols-[repeat(auto-fit,minmax(168px,1fr))] narrow:grid-cols-2',
      )}
      {row(tiles.filter(isApart), 'grid-cols-[repeat(auto-fit,minmax(216px,1fr))] narrow:grid-cols-1')}
    </>
  );
}

/** Every chart of a summary; `children` stand beside those of now. */
export function SummaryCharts({
  summary,
  causes,
  params,
  groupControl,
  children,
}: Props & { causes: SlaCauses | undefined; groupControl?: ReactNode; children?: ReactNode }) {
  const row = 'grid grid-cols-[minmax(0,1.55fr)_minmax(0,1fr)] gap-2.5 narrow:grid-cols-1 print:!grid-cols-2';
  return (
    <>
      <div className={row}>
        <TargetsADay summary={summary} params={params} />
        {causes && <TimeSpent causes={causes} />}
      </div>
      <div className={row}>
        {children ?? <Backlog summary={summary} params={params} />}
        <Ageing summary={summary} />
      </div>
      <div className={row}>
        <TimesByGroup summary={summary} params={params} controls={groupControl} />
        <BacklogBySeverity summary={summary} params={params} />
      </div>
      <div className={row}>
        {children ? <Backlog summary={summary} params={params} /> : null}
        {causes && <FalsePositives causes={causes} />}
      </div>
    </>
  );
}
