'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import type { StateView } from '#lib/domain/views/settings.ts';

/** From each state where a case may go; a press changes it at once. */
export function TransitionMatrix({ states, editable }: { states: readonly StateView[]; editable: boolean }) {
  const client = useQueryClient();
  const save = useAct(
    ({ id, next }: { id: string; next: string[] }) => api.patch<StateView>(`states/${id}`, { next }),
    { stale: [keys.states] },
  );
  const toggle = async (from: StateView, to: StateView) => {
    const next = from.next.includes(to.id) ? from.next.filter((id) => id !== to.id) : [...from.next, to.id];
    client.setQueryData<StateView[]>(keys.states, (all) =>
      all?.map((state) => (state.id === from.id ? { ...state, next } : state)),
    );
    if (!(await save.act({ id: from.id, next }))) void client.invalidateQueries({ queryKey: keys.states });
  };
  return (
    <Table caption="Moves between states" className="w-auto">
      <thead>
        <tr>
          <Th>
            <span className="sr-only">From</span>
          </Th>
          {states.map((to) => (
            <Th key={to.id} className="text-center">
              {to.name}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {states.map((from) => (
          <Tr key={from.id}>
            <th
              scope="row"
              className="sticky left-0 whitespace-nowrap border-line/55 border-b bg-bg px-3.5 text-left font-medium"
            >
              {from.name}
            </th>
            {states.map((to) => (
              <Td key={to.id} className="text-center">
                {from.id === to.id ? (
                  <span className="text-ink-3">–</span>
                ) : editable ? (
                  <input
                    type="checkbox"
                    aria-label={`From ${from.name} to ${to.name}`}
                    checked={from.next.includes(to.id)}
                    onChange={() => void toggle(from, to)}
                    className="size-4 touch:size-6"
                  />
                ) : from.next.includes(to.id) ? (
                  <Check aria-label="yes" className="mx-auto size-4" />
                ) : (
                  <span className="sr-only">no</span>
                )}
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
