import { useMemo } from 'react';
import { withoutBidi } from '../ui/bidi.ts';
import { textDiff } from './text-diff.ts';

/** What one text has that the other has not, by colour, line and word alike. */
export function DiffView({ before, after }: { before: string; after: string }) {
  const stretches = useMemo(() => textDiff(withoutBidi(before), withoutBidi(after)), [before, after]);
  let at = 0;
  return (
    <p className="whitespace-pre-wrap break-words rounded-lg border border-line bg-raised px-2.5 py-2 text-ink-2">
      {stretches.map(({ kind, text }) => {
        const key = `${at} ${kind}`;
        at += text.length;
        if (kind === 'same') return <span key={key}>{text}</span>;
        const Mark = kind === 'removed' ? 'del' : 'ins';
        return (
          <Mark
            key={key}
            className={
              kind === 'removed'
                ? 'tone-critical bg-tone-soft text-tone-ink'
                : 'tone-ok bg-tone-soft text-tone-ink no-underline'
            }
          >
            <span className="sr-only">{kind === 'removed' ? ' removed: ' : ' added: '}</span>
            {text}
          </Mark>
        );
      })}
    </p>
  );
}
