'use client';

import { GitMerge, Undo2, X } from 'lucide-react';
import { numberOf } from '#lib/domain/case.ts';
import { useMay } from '../query/me.ts';
import { useUrlParams } from '../query/url-params.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { useUnmerge } from './use-unmerge.ts';

/** Says how one came here, where the address one followed was that of a merged case. */
export function MergedNote({ caseKey }: { caseKey: string }) {
  const [{ merged }, setParams] = useUrlParams(['merged']);
  const may = useMay('case.merge');
  const { act, busy } = useUnmerge({ go: true });
  if (numberOf(merged) === null) return null;
  return (
    <p role="status" className="flex items-center gap-2 rounded-xl bg-accent-bg px-3 py-2">
      <GitMerge aria-hidden className="size-4 shrink-0 text-accent-ink" />
      <span className="min-w-0 flex-1">
        {merged} was merged into {caseKey}, which keeps all of it.
      </span>
      {may && (
        <Button busy={busy} onClick={() => void act(merged)}>
          <Undo2 aria-hidden /> Undo the merge
        </Button>
      )}
      <IconButton label="Dismiss" icon={<X aria-hidden />} onClick={() => setParams({ merged: '' })} />
    </p>
  );
}
