'use client';

import type { ReactNode } from 'react';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Link } from '#components/ui/link.tsx';
import { sentence } from '#components/ui/names.ts';
import { exactTime } from '#components/ui/relative-time.tsx';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import { Untrusted } from '#components/ui/untrusted.tsx';
import type { AuditView } from '#lib/domain/views/audit.ts';

/** One row of the log, with old and new side by side. */
export function AuditDialog({ row, onClose }: { row: AuditView; onClose: () => void }) {
  const changes = Object.entries(row.diff);
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={<span className="font-mono text-base">{row.action}</span>}
      width="lg"
    >
      <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-x-3 gap-y-1.5">
        <Fact name="When">{exactTime(row.at)}</Fact>
        <Fact name="Who">
          {row.actor.name} <span className="text-ink-3">({sentence(row.actor.kind).toLowerCase()})</span>
        </Fact>
        {row.runId && (
          <Fact name="Run">
            <Link href={`/runs/${row.runId}`} className="hover:underline">
              {row.runId}
            </Link>
          </Fact>
        )}
        <Fact name={sentence(row.entity)}>
          {row.entity === 'case' ? (
            <Link href={`/cases/${row.entityId}`} className="font-mono text-sm hover:underline">
              {row.entityId}
            </Link>
          ) : (
            <span className="break-all font-mono text-sm">{row.entityId}</span>
          )}
        </Fact>
        <Fact name="From where">{row.ip ?? 'Inside: no request was behind it'}</Fact>
        {row.userAgent && (
          <Fact name="With">
            <Untrusted>{row.userAgent}</Untrusted>
          </Fact>
        )}
        <Fact name="Number">
          <CopyButton text={String(row.seq)} label="Copy the number" className="num">
            {row.seq}
          </CopyButton>
        </Fact>
      </dl>
      {changes.length === 0 ? (
        <p className="text-ink-2">Nothing that it could show was changed.</p>
      ) : (
        <Table caption="Old and new">
          <thead>
            <tr>
              <Th className="w-32">Field</Th>
              <Th>Old</Th>
              <Th>New</Th>
            </tr>
          </thead>
          <tbody>
            {changes.map(([field, { from, to }]) => (
              <Tr key={field}>
                <Td className="align-top font-medium">{field}</Td>
                <Td className="align-top">
                  <Value value={from} />
                </Td>
                <Td className="align-top">
                  <Value value={to} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Dialog>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

/** Longer ones are cut: the export has them whole. */
const MOST_SHOWN = 2000;

function Value({ value }: { value: unknown }) {
  if (value === null || value === undefined || value === '') return <span className="text-ink-3">–</span>;
  const text = textOf(value);
  return (
    <pre className="whitespace-pre-wrap break-words font-mono text-sm">
      <Untrusted>{text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)} …` : text}</Untrusted>
    </pre>
  );
}

const isPlain = (value: unknown) => value === null || typeof value !== 'object';

function textOf(value: unknown): string {
  if (Array.isArray(value) && value.every(isPlain)) return value.join(', ');
  return isPlain(value) ? String(value) : JSON.stringify(value, null, 2);
}
