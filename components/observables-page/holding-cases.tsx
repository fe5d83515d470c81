'use client';

import { useRouter } from 'next/navigation';
import { RoleTag } from '#components/observables/role-tag.tsx';
import { keys } from '#components/query/keys.ts';
import { usePages } from '#components/query/pages.ts';
import { CaseVerdict } from '#components/related/case-verdict.tsx';
import { CaseLink } from '#components/runs/case-link.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { Link } from '#components/ui/link.tsx';
import { ListStates } from '#components/ui/list-states.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import { Untrusted } from '#components/ui/untrusted.tsx';
import type { HoldingCase } from '#lib/domain/views/observable.ts';

/** All cases that hold an observable, the newest first: what it was to each, and how it ended. */
export function HoldingCases({ id }: { id: string }) {
  const router = useRouter();
  const list = usePages<HoldingCase>(keys.observableCases(id), `observables/${id}/cases`);
  return (
    <ListStates list={list} empty={<EmptyState title="No case that you may see holds it" />}>
      <Table caption="Cases that hold this observable, the newest first">
        <thead>
          <tr>
            <Th className="w-12">
              <span className="sr-only">Severity</span>
            </Th>
            <Th className="w-24 narrow:hidden">Key</Th>
            <Th>Case</Th>
            <Th className="w-24 narrow:hidden">Role</Th>
            <Th className="w-28">Verdict</Th>
            <Th className="w-10 narrow:hidden">
              <span className="sr-only">Assignee</span>
            </Th>
            <Th className="w-24 narrow:hidden">Opened</Th>
          </tr>
        </thead>
        <tbody>
          {list.items.map((item) => (
            <Tr key={item.key} onOpen={() => router.push(`/cases/${item.key}`)}>
              <Td>
                <SeverityMark severity={item.severity} word={false} />
              </Td>
              <Td className="narrow:hidden">
                <CaseLink caseKey={item.key} />
              </Td>
              <Td className="w-full max-w-0">
                <Link href={`/cases/${item.key}`} className="block truncate font-[510] hover:underline">
                  <Untrusted>{item.title}</Untrusted>
                </Link>
              </Td>
              <Td className="narrow:hidden">
                <RoleTag observable={item} />
              </Td>
              <Td>
                <CaseVerdict verdict={item.verdict} state={item.state} />
              </Td>
              <Td className="narrow:hidden">{item.assignee && <Avatar actor={item.assignee} />}</Td>
              <Td className="whitespace-nowrap text-ink-2 narrow:hidden">
                <RelativeTime at={item.createdAt} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </ListStates>
  );
}
