'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { CaseLink } from '#components/runs/case-link.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { StateTag } from '#components/ui/state-tag.tsx';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import { Untrusted } from '#components/ui/untrusted.tsx';
import type { CaseListItem } from '#lib/domain/views/case.ts';

export function HoldingCases({ cases }: { cases: readonly CaseListItem[] }) {
  const router = useRouter();
  return (
    <Table caption="Cases that hold this observable">
      <thead>
        <tr>
          <Th className="w-12">
            <span className="sr-only">Severity</span>
          </Th>
          <Th className="w-24 narrow:hidden">Key</Th>
          <Th>Case</Th>
          <Th className="w-28">State</Th>
          <Th className="w-10 narrow:hidden">
            <span className="sr-only">Assignee</span>
          </Th>
          <Th className="w-24 narrow:hidden">Opened</Th>
        </tr>
      </thead>
      <tbody>
        {cases.map((item) => (
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
            <Td>
              <StateTag state={item.state} />
            </Td>
            <Td className="narrow:hidden">{item.assignee && <Avatar actor={item.assignee} />}</Td>
            <Td className="whitespace-nowrap text-ink-2 narrow:hidden">
              <RelativeTime at={item.createdAt} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
