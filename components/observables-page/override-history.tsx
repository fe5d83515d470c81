'use client';

import { sourceTone } from '#components/observables/source-words.ts';
import { Avatar } from '#components/ui/avatar.tsx';
import { sentence } from '#components/ui/names.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { OverrideView } from '#lib/domain/views/judgement.ts';

/** What people set over the sources: who, why, and until when. */
export function OverrideHistory({ overrides }: { overrides: readonly OverrideView[] }) {
  return (
    <ol aria-label="Verdicts that people set">
      {overrides.map((one) => (
        <li
          key={one.at}
          className="flex min-h-[38px] flex-wrap items-center gap-x-2.5 gap-y-1 border-line/55 border-b px-3.5 py-1 last:border-b-0"
        >
          <Avatar actor={one.by} />
          <Tag tone={sourceTone(one)} dashed={one.endedAt !== null}>
            {sentence(one.verdict)}
          </Tag>
          <span className="min-w-0 flex-1">{one.reason}</span>
          <span className="whitespace-nowrap text-ink-3 text-sm">
            <RelativeTime at={one.at} />
            {one.endedAt ? (
              <>
                , ended <RelativeTime at={one.endedAt} />
                {one.endedBy && ` by ${one.endedBy.name}`}
              </>
            ) : (
              one.until && (
                <>
                  , ends <RelativeTime at={one.until} />
                </>
              )
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
