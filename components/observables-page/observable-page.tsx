'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ObservableDevice } from '#components/devices/observable-device.tsx';
import { SourceTable } from '#components/observables/source-table.tsx';
import { VerdictTag } from '#components/observables/verdict-tag.tsx';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { formatCases } from '#components/query/pages.ts';
import { BackTo } from '#components/ui/back-to.tsx';
import { observableTypeName } from '#components/ui/names.ts';
import { PageBar, PageBody } from '#components/ui/page-bar.tsx';
import { ErrorState, SkeletonRows } from '#components/ui/states.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { DEVICE_TYPES } from '#lib/domain/device/wanted.ts';
import { isIndicator } from '#lib/domain/enrichment/sources.ts';
import type { ObservableDetail } from '#lib/domain/views/observable.ts';
import { EnrichmentHistory } from './enrichment-history.tsx';
import { HoldingCases } from './holding-cases.tsx';
import { OBSERVABLE_KINDS, type ObservableKindId } from './kinds.ts';
import { LastEvents } from './last-events.tsx';
import { ObservableHead } from './observable-head.tsx';
import { OverrideHistory } from './override-history.tsx';
import { StandingFacts } from './standing-facts.tsx';

/** One observable: why it has its verdict, what was said of it over time, its events and all its cases. */
export function ObservablePage({ id, kind = 'observable' }: { id: string; kind?: ObservableKindId }) {
  const { href, title, one } = OBSERVABLE_KINDS[kind];
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keys.observable(id),
    queryFn: ({ signal }) => api.get<ObservableDetail>(`observables/${id}`, {}, signal),
  });
  return (
    <>
      <PageBar
        title={<BackTo href={href} title={title} here={data ? observableTypeName(data.type) : one} />}
        chips={
          data && (
            <>
              <VerdictTag verdict={data.verdict} score={data.score} />
              {data.judgement.alarm ? (
                <Tag tone="critical">own asset: alarm</Tag>
              ) : (
                data.allowListed && <Tag tone="ok">own asset</Tag>
              )}
            </>
          )
        }
      />
      <PageBody className="p-3.5">
        {isPending ? (
          <SkeletonRows />
        ) : data ? (
          <Observable data={data} />
        ) : (
          <ErrorState error={error} onRetry={refetch} />
        )}
      </PageBody>
    </>
  );
}

function Observable({ data }: { data: ObservableDetail }) {
  return (
    <div className="mx-auto flex max-w-[1000px] flex-col gap-4">
      <ObservableHead observable={data} />
      {(DEVICE_TYPES as readonly string[]).includes(data.type) && <ObservableDevice id={data.id} />}
      <Section title="Facts" card={false}>
        <StandingFacts observable={data} />
      </Section>
      {(isIndicator(data.type) || data.judgement.sources.length > 0) && (
        <>
          <Section title="What each source says">
            <div className="px-3.5 py-2">
              <SourceTable sources={data.judgement.sources} />
            </div>
          </Section>
          <Section title="Answers over time">
            <EnrichmentHistory id={data.id} />
          </Section>
        </>
      )}
      {data.overrides.length > 0 && (
        <Section title="Set by people">
          <OverrideHistory overrides={data.overrides} />
        </Section>
      )}
      <Section title="Last events">
        <LastEvents id={data.id} />
      </Section>
      <Section title="Cases that hold it" count={formatCases(data)}>
        <HoldingCases id={data.id} />
      </Section>
    </div>
  );
}

function Section({
  title,
  count,
  card = true,
  children,
}: {
  title: string;
  count?: string;
  card?: boolean;
  children: ReactNode;
}) {
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-2">
      <h2 className="font-semibold text-ink-2 text-sm">
        {title} {count && <span className="num font-normal text-ink-3">{count}</span>}
      </h2>
      {card ? <div className="card overflow-hidden">{children}</div> : children}
    </section>
  );
}
