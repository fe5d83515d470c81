'use client';

import { useQuery } from '@tanstack/react-query';
import { VolumeX } from 'lucide-react';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { cn } from '#components/ui/cn.ts';
import { formatDuration } from '#components/ui/duration.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Skeleton } from '#components/ui/states.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { SourceHealth } from '#lib/domain/views/intake.ts';
import { OUTCOMES, type Outcome } from './outcome.tsx';

/** The sources, and whether each was heard of when expected. Asked again by itself: silence sends no message. */
export function useSourceHealth() {
  return useQuery({
    queryKey: keys.deliverySources,
    queryFn: ({ signal }) => api.get<{ items: SourceHealth[] }>('deliveries/sources', {}, signal),
    refetchInterval: 30_000,
  });
}

/** A strip over the list: each source's last delivery against what is expected; a press filters the list by it. */
export function SourceStrip({ selected, onSelect }: { selected: string; onSelect: (connector: string) => void }) {
  const { data, isPending } = useSourceHealth();
  if (isPending) return <StripFrame>{<Skeleton className="my-6 ml-1 w-64" />}</StripFrame>;
  if (!data || data.items.length === 0) return null;
  return (
    <StripFrame>
      {data.items.map((health) => (
        <SourceCard
          key={health.connector}
          health={health}
          selected={selected === health.connector}
          onSelect={() => onSelect(selected === health.connector ? '' : health.connector)}
        />
      ))}
    </StripFrame>
  );
}

function StripFrame({ children }: { children: React.ReactNode }) {
  return (
    <section aria-label="Sources" className="flex gap-2.5 overflow-x-auto border-line border-b px-3.5 py-2.5">
      {children}
    </section>
  );
}

function SourceCard({ health, selected, onSelect }: { health: SourceHealth; selected: boolean; onSelect: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={selected}
      onClick={onSelect}
      className={cn(
        'card flex min-w-[236px] flex-col gap-1 px-3 py-2 text-left hover:bg-raised',
        selected && 'border-accent/60 bg-accent-bg',
        health.silent && !selected && 'border-high/60',
      )}
    >
      <span className="flex w-full items-center gap-2">
        <b className="truncate font-semibold">{health.connector}</b>
        <span className="ml-auto">
          <SourceState health={health} />
        </span>
      </span>
      <span className="text-ink-2 text-sm">
        {health.lastSeenAt ? (
          <>
            Last seen <RelativeTime at={health.lastSeenAt} />
          </>
        ) : (
          'Nothing seen yet'
        )}
        {health.expectedEveryMinutes !== null && (
          <span className="text-ink-3"> · expected every {formatDuration(health.expectedEveryMinutes * 60)}</span>
        )}
      </span>
      <span className="num flex flex-wrap gap-x-2.5 text-ink-3 text-xs">{<DayCounts counts={health.last24h} />}</span>
    </button>
  );
}

export function SourceState({ health }: { health: SourceHealth }) {
  if (!health.enabled) return <Tag dashed>Off</Tag>;
  if (health.silent) {
    return (
      <Tag tone="high">
        <VolumeX aria-hidden /> Silent
      </Tag>
    );
  }
  if (health.lastSeenAt === null) return <Tag>Waiting</Tag>;
  return <Tag tone="ok">Receiving</Tag>;
}

const ORDER = Object.keys(OUTCOMES) as Outcome[];

/** `12 accepted  1 quarantined` of the last 24 hours, without the zeroes. */
export function DayCounts({ counts }: { counts: Record<string, number> }) {
  const shown = ORDER.flatMap((outcome) => (counts[outcome] ? [[outcome, counts[outcome]] as const] : []));
  if (shown.length === 0) return <span>None in 24 h</span>;
  return shown.map(([outcome, count]) => (
    <span
      key={outcome}
      className={outcome === 'quarantined' ? 'text-high' : outcome === 'refused' ? 'text-critical' : ''}
    >
      {count.toLocaleString('en')} {OUTCOMES[outcome].word.toLowerCase()}
    </span>
  ));
}
