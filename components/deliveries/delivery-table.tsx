'use client';

import { useRouter } from 'next/navigation';
import { CaseLink } from '#components/runs/case-link.tsx';
import { Link } from '#components/ui/link.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import { Untrusted } from '#components/ui/untrusted.tsx';
import type { DeliveryListItem } from '#lib/domain/views/intake.ts';
import { OutcomeTag } from './outcome.tsx';

export function DeliveryTable({ deliveries }: { deliveries: readonly DeliveryListItem[] }) {
  return (
    <Table caption="Deliveries, newest first">
      <thead>
        <tr>
          <Th className="w-24 narrow:hidden">Received</Th>
          <Th className="w-32">Outcome</Th>
          <Th>What was sent</Th>
          <Th className="w-36 narrow:hidden">Source</Th>
          <Th className="w-32 narrow:hidden">Cases</Th>
          <Th className="w-16 text-right narrow:hidden">Runs</Th>
        </tr>
      </thead>
      <tbody>
        {deliveries.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} />
        ))}
      </tbody>
    </Table>
  );
}

function DeliveryRow({ delivery }: { delivery: DeliveryListItem }) {
  const router = useRouter();
  const href = `/deliveries/${delivery.id}`;
  return (
    <Tr onOpen={() => router.push(href)}>
      <Td className="whitespace-nowrap text-ink-2 narrow:hidden">
        <RelativeTime at={delivery.receivedAt} />
      </Td>
      <Td>
        <OutcomeTag outcome={delivery.outcome} />
      </Td>
      <Td className="w-full max-w-0">
        <Link href={href} className="block truncate font-mono text-sm hover:underline">
          <Untrusted>{delivery.objectKey ?? delivery.id}</Untrusted>
        </Link>
        <span className="block truncate text-ink-3 text-xs" title={delivery.reason ?? undefined}>
          {delivery.redeliveryOf && 'Redelivered · '}
          {delivery.reason ?? `${bytesText(delivery.bytes)}`}
        </span>
        <span className="hidden flex-wrap gap-x-2 text-ink-3 text-xs narrow:flex">
          <span>{delivery.connector}</span>
          <RelativeTime at={delivery.receivedAt} />
          {delivery.cases.map((key) => (
            <CaseLink key={key} caseKey={key} />
          ))}
        </span>
      </Td>
      <Td className="max-w-36 truncate text-ink-2 narrow:hidden">{delivery.connector}</Td>
      <Td className="narrow:hidden">
        <span className="flex flex-wrap gap-x-2">
          {delivery.cases.map((key) => (
            <CaseLink key={key} caseKey={key} />
          ))}
        </span>
      </Td>
      <Td className="text-right text-ink-2 narrow:hidden">
        {delivery.runs.length || <span className="text-ink-3">–</span>}
      </Td>
    </Tr>
  );
}

/** `812 B`, `4.1 KB`. */
export function bytesText(bytes: number): string {
  return bytes < 1024
    ? `${bytes} B`
    : bytes < 1024 ** 2
      ? `${(bytes / 1024).toFixed(1)} KB`
      : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
