'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { BackTo } from '#components/ui/back-to.tsx';
import { PageBar, PageBody } from '#components/ui/page-bar.tsx';
import { ErrorState, SkeletonRows } from '#components/ui/states.tsx';
import type { MappingView } from '#lib/domain/views/intake.ts';
import { MappingEditor } from './mapping-editor.tsx';
import { MappingVersions } from './mapping-versions.tsx';
import { ProposalDialog } from './proposal-dialog.tsx';

/** How a source's bodies become cases: the expression, a preview on a real body, and every version. */
export function MappingPage() {
  const connector = useSearchParams().get('connector') ?? 'wiz';
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keys.mappings(connector),
    queryFn: ({ signal }) => api.get<{ items: MappingView[] }>('mappings', { connector }, signal),
  });
  return (
    <>
      <PageBar
        title={<BackTo href={`/connectors/${connector}`} title={connector} here={`Mapping of ${connector}`} />}
      />
      <PageBody className="p-3.5">
        {isPending ? (
          <SkeletonRows />
        ) : data ? (
          <MappingBody key={connector} connector={connector} versions={data.items} />
        ) : (
          <ErrorState error={error} onRetry={refetch} />
        )}
      </PageBody>
    </>
  );
}

function MappingBody({ connector, versions }: { connector: string; versions: MappingView[] }) {
  const active = versions.find((version) => version.active) ?? versions.at(-1);
  const [expression, setExpression] = useState(active?.expression ?? '');
  const may = useMay('mapping.write');
  return (
    <div className="flex flex-col gap-4">
      {may && <ProposalDialog connector={connector} onTake={setExpression} />}
      <MappingEditor
        connector={connector}
        expression={expression}
        saved={active?.expression ?? ''}
        onChange={setExpression}
      />
      <MappingVersions connector={connector} versions={versions} onOpen={setExpression} />
    </div>
  );
}
