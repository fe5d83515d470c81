'use client';

import { BookOpenCheck, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { useCategories } from '#components/query/settings.ts';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Link } from '#components/ui/link.tsx';
import { PageBar, PageBody } from '#components/ui/page-bar.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { RunbookView } from '#lib/domain/views/settings.ts';
import { WholeList } from '../settings/whole-list.tsx';

/** The checklists that cases begin with, by category and source. */
export function RunbooksPage() {
  const may = useMay('runbook.write');
  const router = useRouter();
  return (
    <>
      <PageBar title="Runbooks">
        {may && (
          <Button variant="go" onClick={() => router.push('/settings/runbooks/new')}>
            <Plus aria-hidden /> Runbook
          </Button>
        )}
      </PageBar>
      <PageBody>
        <WholeList<RunbookView>
          queryKey={[...keys.runbooks, 'list']}
          path="runbooks"
          empty={
            <EmptyState icon={<BookOpenCheck />} title="No runbooks">
              A runbook gives a new case its phases and tasks.
            </EmptyState>
          }
        >
          {(runbooks) => <RunbookTable runbooks={runbooks} />}
        </WholeList>
      </PageBody>
    </>
  );
}

function RunbookTable({ runbooks }: { runbooks: readonly RunbookView[] }) {
  const router = useRouter();
  const { nameOf } = useCategories();
  return (
    <Table caption="Runbooks">
      <thead>
        <tr>
          <Th>Runbook</Th>
          <Th>Picked for</Th>
          <Th className="narrow:hidden">Phases</Th>
          <Th className="w-16 text-right narrow:hidden">Tasks</Th>
          <Th className="w-32 narrow:hidden">Changed</Th>
          <Th className="w-20 text-right">Version</Th>
        </tr>
      </thead>
      <tbody>
        {runbooks.map(({ key, name, category, source, phases, version, retired, updatedAt }) => (
          <Tr key={key} onOpen={() => router.push(`/settings/runbooks/${key}`)} className={cn(retired && 'text-ink-3')}>
            <Td className="max-w-72 font-[510]">
              <Link href={`/settings/runbooks/${key}`} className="block truncate hover:underline touch:py-3">
                {name}
              </Link>
            </Td>
            <Td className="text-ink-2">
              {retired ? (
                <Tag dashed>Retired</Tag>
              ) : (
                <span className="flex flex-wrap gap-1">
                  <Tag>{category === null ? 'Every category' : nameOf(category)}</Tag>
                  {source !== null && <Tag mono>{source}</Tag>}
                </span>
              )}
            </Td>
            <Td className="max-w-96 truncate text-ink-2 narrow:hidden">
              {phases.map((phase) => phase.name).join(' → ')}
            </Td>
            <Td className="num text-right text-ink-2 narrow:hidden">
              {phases.reduce((sum, phase) => sum + phase.tasks.length, 0)}
            </Td>
            <Td className="whitespace-nowrap text-ink-2 narrow:hidden">
              <RelativeTime at={updatedAt} />
            </Td>
            <Td className="num text-right text-ink-2">{version}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
