import { Link } from '../ui/link.tsx';
import { ticksFor } from './scale.ts';
import { useDrawingWidth } from './use-drawing-width.ts';

export interface DayBar {
  /** `2026-03-29`. */
  date: string;
  met: number;
  breached: number;
  href: string;
}

const [HEIGHT, LEFT, BOTTOM, TOP] = [190, 46, 18, 8];

/** Met below, missed above, a bar a day; missed ones are hatched too, so that the colours are not needed. Each bar leads to its cases. */
export function DayBars({ bars, label }: { bars: readonly DayBar[]; label: string }) {
  const drawn = useDrawingWidth();
  const ticks = ticksFor(Math.max(...bars.map((bar) => bar.met + bar.breached), 0));
  const y = (value: number) => HEIGHT - BOTTOM - (value / ticks.at(-1)!) * (HEIGHT - BOTTOM - TOP);
  const slot = (drawn - LEFT) / Math.max(1, bars.length);
  const width = Math.max(1, Math.min(22, slot * 0.62));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing with links in it is no set of fields
    <svg viewBox={`0 0 ${drawn} ${HEIGHT}`} className="block w-full" role="group" aria-label={label}>
      <defs>
        <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="5" height="5" className="tone-critical fill-tone" />
          <line x1="0" y1="0" x2="0" y2="5" className="stroke-bg" strokeWidth="1.6" />
        </pattern>
      </defs>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={LEFT} x2={drawn} y1={y(tick)} y2={y(tick)} className="stroke-line" strokeWidth="1" />
          <text x={LEFT - 6} y={y(tick) + 3.5} textAnchor="end" className="num fill-ink-3 text-2xs">
            {tick.toLocaleString('en')}
          </text>
        </g>
      ))}
      {bars.map((bar, index) => {
        const x = LEFT + index * slot + (slot - width) / 2;
        const words = `${bar.date}: ${bar.met} met, ${bar.breached} missed`;
        return (
          <Link key={bar.date} href={bar.href} aria-label={words} className="group">
            <title>{words}</title>
            <rect
              x={LEFT + index * slot}
              y={TOP}
              width={slot}
              height={HEIGHT - BOTTOM - TOP}
              className="fill-transparent group-hover:fill-hover"
            />
            <rect
              x={x}
              y={y(bar.met)}
              width={width}
              height={y(0) - y(bar.met)}
              rx="1.5"
              className="tone-ok fill-tone opacity-75"
            />
            <rect
              x={x}
              y={y(bar.met + bar.breached)}
              width={width}
              height={y(bar.met) - y(bar.met + bar.breached)}
              rx="1.5"
              fill="url(#hatch)"
            />
          </Link>
        );
      })}
      <Ends first={bars[0]?.date} last={bars.at(-1)?.date} right={drawn} />
    </svg>
  );
}

function Ends({ first, last, right }: { first: string | undefined; last: string | undefined; right: number }) {
  return (
    <g className="fill-ink-3 text-2xs">
      <text x={LEFT} y={HEIGHT - 3}>
        {first && shortDate(first)}
      </text>
      <text x={right} y={HEIGHT - 3} textAnchor="end">
        {last && shortDate(last)}
      </text>
    </g>
  );
}

const SHORT = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** `29 Mar` for `2026-03-29`. */
export function shortDate(date: string): string {
  return SHORT.format(new Date(`${date}T00:00:00Z`));
}
