import { Spark } from '../charts/spark.tsx';
import { cn } from '../ui/cn.ts';
import { Link } from '../ui/link.tsx';
import { TONE_CLASS } from '../ui/tone.ts';
import type { TileData, TileValue } from './tile-data.ts';

/** A number with what it means: its formula, its parts, the period before; each number leads to the cases that it counts. */
export function Tile({ tile, hrefOf }: { tile: TileData; hrefOf: (value: TileValue) => string }) {
  return (
    <section aria-label={tile.title} className={cn(TONE_CLASS[tile.tone], 'card flex min-w-0 flex-col px-3 py-2.5')}>
      <h2 className="text-ink-2 text-sm" title={tile.formula}>
        {tile.title}
      </h2>
      <div className={cn('grid gap-x-3', tile.values.length > 1 && 'grid-cols-2')}>
        {tile.values.map((value) => (
          <Link
            key={value.label ?? ''}
            href={hrefOf(value)}
            title={`Open the ${value.link.count} cases`}
            className="group min-w-0 rounded-md"
          >
            <span className="sr-only">{tile.title}: </span>
            <span
              className={cn(
                'num block whitespace-nowrap font-[620] leading-7 tracking-[-0.02em] group-hover:underline',
                tile.values.length > 1 ? 'text-xl' : 'text-[22px]',
              )}
            >
              {value.text}
            </span>
            {value.label && <span className="block font-[550] text-ink-2 text-xs">{value.label}</span>}
            <span className="block text-ink-3 text-xs">{value.note}</span>
            {value.before && <Before before={value.before} />}
          </Link>
        ))}
      </div>
      <div className="mt-auto">
        <Spark values={tile.spark} label={`${tile.title}, day by day`} />
        <p className="pt-1 text-2xs text-ink-3">{tile.formula}</p>
      </div>
    </section>
  );
}

function Before({ before: { text, better } }: { before: NonNullable<TileValue['before']> }) {
  const [mark, word, tone] =
    better === null
      ? ['=', 'as before', 'tone-plain']
      : better
        ? ['▲', 'better', 'tone-ok']
        : ['▼', 'worse', 'tone-critical'];
  return (
    <span className={cn(tone, 'num block text-tone-ink text-xs')}>
      <span aria-hidden>{mark}</span> <span className="sr-only">{word}, </span>before {text}
    </span>
  );
}
