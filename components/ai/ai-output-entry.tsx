'use client';

import type { AiOutputView } from '#lib/domain/views/ai-output.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Tag } from '../ui/tag.tsx';
import { WhyAnswer } from './why-answer.tsx';

/** One answer as a row that opens: who answered, and behind it why. */
export function AiOutputEntry({ output }: { output: AiOutputView }) {
  const { title, by, model, at, flags } = output;
  return (
    <li>
      <details className="group">
        <summary className="flex cursor-pointer flex-wrap items-center gap-x-2.5 gap-y-1 px-3.5 py-2 hover:bg-raised">
          <span className="font-[550] text-ink">{title}</span>
          <Tag tone={by === 'model' ? 'accent' : 'plain'}>{by === 'model' ? model : 'Rules'}</Tag>
          {flags.length > 0 && <Tag tone="high">Gives orders</Tag>}
          <span className="ml-auto text-ink-3 text-sm">
            <RelativeTime at={at} />
          </span>
        </summary>
        <WhyAnswer output={output} />
      </details>
    </li>
  );
}
