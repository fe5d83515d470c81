'use client';

import type { DeviceSourceView } from '#lib/domain/views/device.ts';
import { shortSource, sourceName } from '../observables/source-names.ts';
import { Popover } from '../ui/popover.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Tag } from '../ui/tag.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { sourceState } from './words.ts';

/** Each source as a tag, dashed where it gave no answer; a press tells when it was asked and what came of it. */
export function DeviceSources({ sources }: { sources: readonly DeviceSourceView[] }) {
  return (
    <Popover
      label="What each source said"
      align="end"
      reading
      trigger={
        <button type="button" className="flex gap-1 rounded-xs touch:min-h-11 touch:items-center">
          <span className="sr-only">What each source said: </span>
          {sources.map(({ source, state }) => (
            <Tag key={source} mono dashed={state !== 'answered'} tone={state === 'failed' ? 'medium' : 'plain'}>
              {shortSource(source)}
            </Tag>
          ))}
        </button>
      }
    >
      <ul className="flex flex-col gap-2.5">
        {sources.map((one) => (
          <li key={one.source} className="border-line border-l-2 pl-2.5">
            <p>
              <strong className="font-semibold">{sourceName(one.source)}</strong> {sourceState(one)}
            </p>
            {one.triedAt && (
              <p className="text-ink-3 text-xs">
                Asked <RelativeTime at={one.triedAt} />
              </p>
            )}
            {one.note && (
              <p className="break-words text-ink-2 text-xs">
                <Untrusted>{one.note}</Untrusted>
              </p>
            )}
          </li>
        ))}
      </ul>
    </Popover>
  );
}
