import { rankOf, type Severity } from '#lib/domain/severity.ts';
import { cn } from './cn.ts';
import { severityName } from './names.ts';
import { TONE_CLASS, toneOfSeverity } from './tone.ts';

const BARS = [1, 2, 3, 4];

/** Colour, number of bars and word; without the word it is still read out. */
export function SeverityMark({ severity, word = true }: { severity: Severity; word?: boolean }) {
  const rank = rankOf(severity);
  return (
    <span
      className={cn(
        TONE_CLASS[toneOfSeverity(severity)],
        'inline-flex items-center gap-1.5 font-[550] text-sm text-tone-ink',
      )}
    >
      <span aria-hidden className="inline-grid grid-flow-col gap-[1.5px]">
        {BARS.map((bar) => (
          <span key={bar} className={cn('h-[11px] w-[3px] rounded-[1px]', bar <= rank ? 'bg-tone' : 'bg-tone-faint')} />
        ))}
      </span>
      <span className={cn(!word && 'sr-only')}>{severityName(severity)}</span>
    </span>
  );
}
