'use client';

import { X } from 'lucide-react';
import { IconButton } from '../ui/icon-button.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import type { UploadState } from './use-uploads.ts';

/** What is on its way, with how far it is; what did not arrive stays with the reason. */
export function UploadList({ uploads, onDrop }: { uploads: readonly UploadState[]; onDrop: (id: number) => void }) {
  if (uploads.length === 0) return null;
  return (
    <ul aria-label="Uploads" className="flex flex-col">
      {uploads.map(({ id, name, share, error }) => (
        <li key={id} className="flex min-h-[38px] min-w-0 items-center gap-2.5 border-line/55 border-b">
          <span className="min-w-0 truncate">
            <Untrusted>{name}</Untrusted>
          </span>
          {error ? (
            <span role="alert" className="min-w-0 flex-1 text-critical text-sm">
              {error}
            </span>
          ) : (
            <>
              <progress
                aria-label={`Upload of ${name}`}
                value={share}
                max={1}
                className="ml-auto h-1.5 w-40 min-w-0 accent-accent"
              />
              <span className="num w-9 text-right text-ink-3 text-sm">{Math.round(share * 100)}%</span>
            </>
          )}
          <IconButton
            label={error ? `Dismiss ${name}` : `Stop ${name}`}
            icon={<X aria-hidden />}
            onClick={() => onDrop(id)}
          />
        </li>
      ))}
    </ul>
  );
}
