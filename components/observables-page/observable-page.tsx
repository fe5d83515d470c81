'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { BackTo } from '#components/ui/back-to.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { observableTypeName } from '#components/ui/names.ts';
import { PageBar, PageBody } from '#components/ui/page-bar.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '#components/ui/states.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { Untrusted } from '#components/ui/untrusted.tsx';
import type { CaseListItem, ObservableView } from '#lib/domain/views/case.ts';
import { HoldingCases } from './holding-cases.tsx';
import { VerdictTag } from './verdict.tsx';

type Observable = ObservableView & { cases: CaseListItem[] };

/** One observable, and the cases that hold it. */
export function ObservablePage({ id }: { id: string }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keys.observable(id),
    queryFn: ({ signal }) => api.get<Observable>(`observables/${id}`, {}, signal),
  });
  return (
    <>
      <PageBar
        title={
          <BackTo href="/observables" title="Observables" here={data ? observableTypeName(data.type) : 'Observable'} />
        }
        chips={
          data && (
            <>
              <VerdictTag verdict={data.verdict} score={data.score} />
              {data.allowListed && <Tag tone="ok">own asset</Tag>}
            </>
          )
        }
      />
      <PageBody className="p-3.5">
        {isPending ? (
          <SkeletonRows />
        ) : data ? (
          <div className="mx-auto flex max-w-[1000px] flex-col gap-4">
            <ObservableHead observable={data} />
            <section className="flex flex-col gap-2">
              <h2 className="font-semibold text-ink-2 text-sm">
                Cases that hold it <span className="num font-normal text-ink-3">{data.caseCount}</span>
              </h2>
              {data.cases.length > 0 ? (
                <div className="card overflow-hidden">
                  <HoldingCases cases={data.cases} />
                </div>
              ) : (
                <EmptyState title="No case that you may see holds it" />
              )}
            </section>
          </div>
        ) : (
          <ErrorState error={error} onRetry={refetch} />
        )}
      </PageBody>
    </>
  );
}

function ObservableHead({ observable }: { observable: ObservableView }) {
  return (
    <div className="card flex flex-col gap-2.5 px-3.5 py-3">
      <p className="break-all font-mono text-lg">
        <Untrusted>{observable.defanged}</Untrusted>
      </p>
      <p className="flex flex-wrap gap-2">
        <CopyButton text={observable.defanged} label="Copy defanged" className="border border-line bg-raised px-2">
          Copy defanged
        </CopyButton>
        <CopyButton text={observable.value} label="Copy as it is" className="border border-line bg-raised px-2">
          Copy as it is
        </CopyButton>
      </p>
      <p className="text-ink-2">
        First seen <RelativeTime at={observable.firstSeen} />, last <RelativeTime at={observable.lastSeen} />
      </p>
    </div>
  );
}
