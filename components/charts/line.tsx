import { shortDate } from './day-bars.tsx';
import { ticksFor } from './scale.ts';
import { useDrawingWidth } from './use-drawing-width.ts';

const [HEIGHT, LEFT, BOTTOM, TOP] = [195, 46, 18, 8];

/** A number at the end of each day; null for days that are not known yet. */
export function LineChart({
  points,
  label,
}: {
  points: readonly { date: string; value: number | null }[];
  label: string;
}) {
  const drawn = useDrawingWidth();
  const ticks = ticksFor(Math.max(...points.map((point) => point.value ?? 0), 0));
  const x = (index: number) => LEFT + (index / Math.max(1, points.length - 1)) * (drawn - LEFT - 4);
  const y = (value: number) => HEIGHT - BOTTOM - (value / ticks.at(-1)!) * (HEIGHT - BOTTOM - TOP);
  const known = points.flatMap((point, index) =>
    point.value === null ? [] : [{ ...point, value: point.value, index }],
  );
  const line = known.map(({ index, value }) => `${x(index)},${y(value)}`).join(' ');
  return (
    <svg viewBox={`0 0 ${drawn} ${HEIGHT}`} className="tone-accent block w-full" role="img" aria-label={label}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={LEFT} x2={drawn} y1={y(tick)} y2={y(tick)} className="stroke-line" strokeWidth="1" />
          <text x={LEFT - 6} y={y(tick) + 3.5} textAnchor="end" className="num fill-ink-3 text-2xs">
            {tick.toLocaleString('en')}
          </text>
        </g>
      ))}
      {known.length > 0 && (
        <>
          <polygon
            points={`${x(known[0]!.index)},${y(0)} ${line} ${x(known.at(-1)!.index)},${y(0)}`}
            className="fill-tone opacity-15"
          />
          <polyline points={line} className="fill-none stroke-tone" strokeWidth="1.75" />
        </>
      )}
      {known.map(({ date, index, value }) => (
        <circle key={date} cx={x(index)} cy={y(value)} r="6" className="fill-transparent">
          <title>{`${date}: ${value.toLocaleString('en')}`}</title>
        </circle>
      ))}
      <g className="fill-ink-3 text-2xs">
        <text x={LEFT} y={HEIGHT - 3}>
          {points[0] && shortDate(points[0].date)}
        </text>
        <text x={drawn} y={HEIGHT - 3} textAnchor="end">
          {points.length > 0 && shortDate(points.at(-1)!.date)}
        </text>
      </g>
    </svg>
  );
}
