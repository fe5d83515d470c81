'use client';

import type { BulkResult } from '#lib/domain/bulk.ts';
import { Button } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';

/** Which of the marked cases refused the last change, and why each did. */
export function Refused({ results }: { results: readonly BulkResult[] }) {
  if (results.length === 0) return null;
  return (
    <Popover
      label="Refused"
      trigger={
        <Button variant="bad">
          {results.length === 1 ? '1 refused' : `${results.length.toLocaleString('en')} refused`}
        </Button>
      }
    >
      <ul className="flex flex-col gap-2 text-sm">
        {results.map(({ key, reason }) => (
          <li key={key}>
            <span className="font-mono text-ink-2">{key}</span>
            <p className="text-ink-2">{reason}</p>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
