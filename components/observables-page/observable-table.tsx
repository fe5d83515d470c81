'use client';

import { useRouter } from 'next/navigation';
import { observableHref } from '#components/observables/observable-href.ts';
import { VerdictTag } from '#components/observables/verdict-tag.tsx';
import { formatCases } from '#components/query/pages.ts';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Link } from '#components/ui/link.tsx';
import { observableTypeName } from '#components/ui/names.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { Untrusted } from '#components/ui/untrusted.tsx';
import type { ObservableView } from '#lib/domain/views/case.ts';

export function ObservableTable({ observables, caption }: { observables: readonly ObservableView[]; caption: string }) {
  const router = useRouter();
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>Observable</Th>
          <Th className="w-32 narrow:hidden">Type</Th>
          <Th className="w-32">Verdict</Th>
          <Th className="w-16 text-right narrow:hidden">Cases</Th>
          <Th className="w-28 narrow:hidden">First seen</Th>
          <Th className="w-28 narrow:hidden">Last seen</Th>
        </tr>
      </thead>
      <tbody>
        {observables.map((observable) => (
          <Tr key={observable.id} onOpen={() => router.push(observableHref(observable))}>
            <Td className="w-full max-w-0">
              <span className="flex min-w-0 items-center gap-1">
                <Link href={observableHref(observable)} className="truncate font-mono text-sm hover:underline">
                  <Untrusted>{observable.defanged}</Untrusted>
                </Link>
                <CopyButton text={observable.defanged} label="Copy defanged" />
                {observable.allowListed && <Tag tone="ok">own</Tag>}
              </span>
              <span className="hidden text-ink-3 text-xs narrow:block">
                {observableTypeName(observable.type)} ·{' '}
                {observable.caseCount === 1 ? '1 case' : `${formatCases(observable)} cases`}
              </span>
            </Td>
            <Td className="whitespace-nowrap text-ink-2 narrow:hidden">{observableTypeName(observable.type)}</Td>
            <Td>
              <VerdictTag verdict={observable.verdict} score={observable.score} />
            </Td>
            <Td className="num text-right text-ink-2 narrow:hidden">{formatCases(observable)}</Td>
            <Td className="whitespace-nowrap text-ink-2 narrow:hidden">
              <RelativeTime at={observable.firstSeen} />
            </Td>
            <Td className="whitespace-nowrap text-ink-2 narrow:hidden">
              <RelativeTime at={observable.lastSeen} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
