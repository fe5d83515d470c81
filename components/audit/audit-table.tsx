import { Avatar } from '#components/ui/avatar.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import type { AuditView } from '#lib/domain/views/audit.ts';

export function AuditTable({ rows, onOpen }: { rows: readonly AuditView[]; onOpen: (row: AuditView) => void }) {
  return (
    <Table caption="Audit log">
      <thead>
        <tr>
          <Th className="w-28">When</Th>
          <Th>Who</Th>
          <Th>Action</Th>
          <Th className="narrow:hidden">Thing</Th>
          <Th className="narrow:hidden">Changed</Th>
          <Th className="w-44 narrow:hidden">From where</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id} onOpen={() => onOpen(row)}>
            <Td className="whitespace-nowrap text-ink-2">
              <RelativeTime at={row.at} />
            </Td>
            <Td className="max-w-48 narrow:max-w-28">
              <span className="flex min-w-0 items-center gap-2">
                <Avatar actor={row.actor} titled={false} />
                <span className="truncate">{row.actor.name}</span>
              </span>
            </Td>
            <Td className="max-w-52">
              <button
                type="button"
                onClick={() => onOpen(row)}
                aria-label={`${row.action} on ${row.entityId} by ${row.actor.name}: show the change`}
                className="block max-w-full truncate text-left font-mono text-sm hover:underline touch:min-h-11"
              >
                {row.action}
              </button>
            </Td>
            <Td className="max-w-44 truncate font-mono text-ink-2 text-sm narrow:hidden">{row.entityId}</Td>
            <Td className="max-w-64 truncate text-ink-2 narrow:hidden">{Object.keys(row.diff).join(', ')}</Td>
            <Td
              className="max-w-44 truncate font-mono text-ink-2 text-sm narrow:hidden"
              title={row.userAgent ?? undefined}
            >
              {row.ip ?? <span className="font-sans text-ink-3">inside</span>}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
