'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { useMay, useMe } from '#components/query/me.ts';
import { BackTo } from '#components/ui/back-to.tsx';
import { Button } from '#components/ui/button.tsx';
import { PageBar, PageBody } from '#components/ui/page-bar.tsx';
import { ErrorState, SkeletonRows } from '#components/ui/states.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { RunbookPatch } from '#lib/domain/runbook.ts';
import type { RunbookDetail, RunbookView } from '#lib/domain/views/settings.ts';
import { RetireButton } from '../settings/retire-button.tsx';
import { draftOf, newRunbook } from './draft.ts';
import { RunbookForm } from './runbook-form.tsx';
import { RunbookText } from './runbook-text.tsx';
import { RunbookVersions } from './runbook-versions.tsx';

/** A runbook: its phases and tasks to edit, and the versions before. The key `new` adds one. */
export function RunbookPage({ runbookKey }: { runbookKey: string }) {
  return runbookKey === 'new' ? <NewRunbook /> : <OneRunbook runbookKey={runbookKey} />;
}

function NewRunbook() {
  const router = useRouter();
  const toast = useToast();
  return (
    <>
      <PageBar title={<BackTo href="/settings/runbooks" title="Runbooks" here="New runbook" />} />
      <PageBody className="p-3.5">
        <RunbookForm
          start={newRunbook()}
          submit="Add runbook"
          send={(input) => api.post<RunbookView>('runbooks', input)}
          done={({ key, name }) => {
            toast({ title: `${name} added`, tone: 'ok' });
            router.push(`/settings/runbooks/${key}`);
          }}
        />
      </PageBody>
    </>
  );
}

function OneRunbook({ runbookKey }: { runbookKey: string }) {
  const query = useQuery({
    queryKey: keys.runbook(runbookKey),
    queryFn: ({ signal }) => api.get<RunbookDetail>(`runbooks/${encodeURIComponent(runbookKey)}`, {}, signal),
  });
  if (query.data) return <Loaded runbook={query.data} />;
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <SkeletonRows />;
}

function Loaded({ runbook }: { runbook: RunbookDetail }) {
  const me = useMe();
  const may = useMay('runbook.write');
  const toast = useToast();
  // What is being edited stays, whatever others save meanwhile.
  const [opened, setOpened] = useState(runbook);
  const path = `runbooks/${encodeURIComponent(runbook.key)}`;
  const retire = useAct((retired: boolean) => api.patch<RunbookView>(path, { retired } satisfies RunbookPatch), {
    stale: [keys.runbooks],
    done: ({ name, retired }) => toast({ title: retired ? `${name} is retired` : `${name} is in use`, tone: 'ok' }),
  });
  return (
    <>
      <PageBar
        title={<BackTo href="/settings/runbooks" title="Runbooks" here={runbook.name} />}
        chips={
          <>
            <Tag>Version {runbook.version}</Tag>
            {runbook.retired && <Tag dashed>Retired</Tag>}
          </>
        }
      >
        {may && (
          <RetireButton
            name={runbook.name}
            retired={runbook.retired}
            message="New cases do not get it any more. Running ones keep it."
            onChange={(retired) => retire.act(retired)}
          />
        )}
      </PageBar>
      <PageBody className="flex flex-col gap-6 p-3.5">
        {me === undefined ? (
          <SkeletonRows rows={3} />
        ) : may ? (
          <>
            {runbook.version > opened.version && (
              <p role="status" className="flex flex-wrap items-center gap-3">
                Version {runbook.version} was saved meanwhile. What you write here cannot be saved over it.
                <Button onClick={() => setOpened(runbook)}>Show version {runbook.version}</Button>
              </p>
            )}
            <RunbookForm
              key={opened.version}
              start={draftOf(opened)}
              submit="Save as a new version"
              send={(input) => api.patch<RunbookView>(path, { ...input, version: opened.version })}
              done={(saved) => {
                setOpened({ ...opened, ...saved });
                toast({ title: `Version ${saved.version} is in use for new cases`, tone: 'ok' });
              }}
            />
          </>
        ) : (
          <RunbookText phases={runbook.phases} />
        )}
        <RunbookVersions versions={runbook.earlier} />
      </PageBody>
    </>
  );
}
