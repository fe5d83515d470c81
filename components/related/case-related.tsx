'use client';

import { useQuery } from '@tanstack/react-query';
import { GitMerge, Link2, Undo2, Unlink, Waypoints } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { RelatedView } from '#lib/domain/views/evidence.ts';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useMay } from '../query/me.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { BriefLine } from './brief-line.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { SharedList } from './shared-list.tsx';
import { useUnmerge } from './use-unmerge.ts';

export function useRelated(caseKey: string) {
  return useQuery({
    queryKey: keys.caseRelated(caseKey),
    queryFn: ({ signal }) => api.get<RelatedView>(`cases/${caseKey}/related`, {}, signal),
  });
}

/** What stands around a case: what shares its observables, what somebody linked, what became part of it. */
export function CaseRelated({ caseKey }: { caseKey: string }) {
  const { data, error, refetch } = useRelated(caseKey);
  const [linking, setLinking] = useState(false);
  /** The key of the case to merge into; empty: to be chosen. */
  const [merging, setMerging] = useState<string | null>(null);
  const mayMerge = useMay('case.merge');
  const mayLink = useMay('case.update');
  const stale = [keys.case(caseKey), ['cases'], ['case']];
  const unlink = useAct((other: string) => api.delete<RelatedView>(`cases/${caseKey}/related/${other}`), { stale });
  const unmerge = useUnmerge({ go: false });

  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={4} />;
  const { similar, linked, merged, common } = data;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex gap-2">
        {mayLink && (
          <Button onClick={() => setLinking(true)}>
            <Link2 aria-hidden /> Link a case
          </Button>
        )}
        {mayMerge && (
          <Button onClick={() => setMerging('')}>
            <GitMerge aria-hidden /> Merge into …
          </Button>
        )}
      </div>
      {merged.length > 0 && (
        <Part title="Merged into this case">
          {merged.map((brief) => (
            <BriefLine
              key={brief.key}
              brief={brief}
              acts={
                mayMerge && (
                  <Button variant="ghost" busy={unmerge.busy} onClick={() => void unmerge.act(brief.key)}>
                    <Undo2 aria-hidden /> Undo<span className="sr-only"> the merge of {brief.key}</span>
                  </Button>
                )
              }
            >
              <p className="text-ink-3 text-sm">
                by {brief.by.name} <RelativeTime at={brief.at} />
              </p>
            </BriefLine>
          ))}
        </Part>
      )}
      {linked.length > 0 && (
        <Part title="Linked">
          {linked.map((brief) => (
            <BriefLine
              key={brief.key}
              brief={brief}
              acts={
                mayLink && (
                  <IconButton
                    label={`Unlink ${brief.key}`}
                    icon={<Unlink aria-hidden />}
                    onClick={() => void unlink.act(brief.key)}
                  />
                )
              }
            >
              <p className="text-ink-3 text-sm">
                {WORDS[brief.kind][brief.direction]}
                {brief.note && `: ${brief.note}`}
              </p>
            </BriefLine>
          ))}
        </Part>
      )}
      <Part title="Same observables, the rarest first">
        {similar.map((brief) => (
          <BriefLine
            key={brief.key}
            brief={brief}
            acts={
              mayMerge &&
              !brief.mergedInto && (
                <IconButton
                  label={`Merge into ${brief.key}`}
                  icon={<GitMerge aria-hidden />}
                  onClick={() => setMerging(brief.key)}
                />
              )
            }
          >
            <SharedList shared={brief.shared} more={brief.more} />
          </BriefLine>
        ))}
        {similar.length === 0 && (
          <li>
            <EmptyState icon={<Waypoints aria-hidden />} title="No other case shares an observable that says something">
              Our own assets do not count, nor what more than 500 cases hold.
            </EmptyState>
          </li>
        )}
      </Part>
      {common > 0 && (
        <p className="text-ink-3 text-sm">
          {common === 1
            ? 'One observable of this case is held by more than 500 cases and does not count.'
            : `${common} observables of this case are held by more than 500 cases and do not count.`}
        </p>
      )}
      {linking && <LinkDialog caseKey={caseKey} onClose={() => setLinking(false)} />}
      {merging !== null && <MergeDialog caseKey={caseKey} into={merging} onClose={() => setMerging(null)} />}
    </div>
  );
}

const WORDS = {
  related: { to: 'Linked here', from: 'Linked there' },
  detached: { to: 'This case was detached from it', from: 'Detached from this case' },
} as const;

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="font-semibold text-ink-2 text-sm">{title}</h3>
      <ul aria-label={title}>{children}</ul>
    </section>
  );
}
