'use client';

import type { CalendarView } from '#lib/domain/views/sla.ts';
import { Button } from '../../ui/button.tsx';
import { Table, Td, Th, Tr } from '../../ui/table.tsx';
import { weekWords } from './week-words.ts';

export function CalendarTable({
  calendars,
  editable,
  onEdit,
}: {
  calendars: readonly CalendarView[];
  editable: boolean;
  onEdit: (calendar: CalendarView) => void;
}) {
  return (
    <Table caption="SLA calendars">
      <thead>
        <tr>
          <Th>Calendar</Th>
          <Th>Hours</Th>
          <Th className="w-44 narrow:hidden">Time zone</Th>
          <Th className="w-24 narrow:hidden">A week</Th>
          <Th className="w-24 narrow:hidden">Holidays</Th>
          <Th className="w-24 narrow:hidden">Policies</Th>
          <Th className="w-20 narrow:hidden">Version</Th>
          <Th className="w-24">
            <span className="sr-only">Acts</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {calendars.map((calendar) => (
          <Tr key={calendar.id}>
            <Td className="max-w-60 truncate font-medium">{calendar.name}</Td>
            <Td>{calendar.hours ? weekWords(calendar.hours.week) : 'Every hour of every day'}</Td>
            <Td className="narrow:hidden">{calendar.hours?.zone ?? <span className="text-ink-3">any</span>}</Td>
            <Td className="num narrow:hidden">{calendar.week}</Td>
            <Td className="num narrow:hidden">{calendar.hours?.holidays.length ?? 0}</Td>
            <Td className="num narrow:hidden">{calendar.policyCount}</Td>
            <Td className="num narrow:hidden">{calendar.version}</Td>
            <Td className="text-right">
              {editable && (
                <Button aria-label={`Change ${calendar.name}`} onClick={() => onEdit(calendar)}>
                  Change
                </Button>
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
