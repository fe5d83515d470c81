'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { StateTag } from '#components/ui/state-tag.tsx';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { StateView } from '#lib/domain/views/settings.ts';
import { PanelHead } from './panel-head.tsx';
import { STAGE_NAMES } from './stage-names.ts';
import { StateDialog } from './state-dialog.tsx';
import { TransitionMatrix } from './transition-matrix.tsx';
import { WholeList } from './whole-list.tsx';

/** The states of cases, and from which a case may go to which. */
export function StatesPanel() {
  const may = useMay('settings.write');
  const [editing, setEditing] = useState<StateView | 'new' | null>(null);
  return (
    <>
      <PanelHead
        act={
          may && (
            <Button variant="go" onClick={() => setEditing('new')}>
              <Plus aria-hidden /> State
            </Button>
          )
        }
      >
        Each state belongs to one of five stages. Timers, counts and automations look at the stage; the name is yours.
      </PanelHead>
      <WholeList<StateView> queryKey={keys.states} path="states">
        {(states) => (
          <div className="flex flex-col gap-6">
            <StateTable states={states} onEdit={may ? setEditing : undefined} />
            <section aria-labelledby="moves" className="flex flex-col gap-2">
              <h2 id="moves" className="font-semibold">
                Moves
              </h2>
              <p className="max-w-[68ch] text-ink-2">
                From the state of a row, people and programs may move a case to the states that are ticked.
              </p>
              <TransitionMatrix states={states.filter((state) => !state.retired)} editable={may} />
            </section>
          </div>
        )}
      </WholeList>
      {editing && <StateDialog state={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function StateTable({
  states,
  onEdit,
}: {
  states: readonly StateView[];
  onEdit: ((state: StateView) => void) | undefined;
}) {
  return (
    <Table caption="States">
      <thead>
        <tr>
          <Th>State</Th>
          <Th>Stage</Th>
          <Th className="narrow:hidden">Id</Th>
          <Th className="w-24">
            <span className="sr-only">Notes</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {states.map((state) => (
          <Tr
            key={state.id}
            {...(onEdit ? { onOpen: () => onEdit(state) } : {})}
            className={cn(state.retired && 'text-ink-3')}
          >
            <Td>
              {onEdit ? (
                <button
                  type="button"
                  aria-label={`Edit ${state.name}`}
                  onClick={() => onEdit(state)}
                  className="rounded-sm hover:brightness-125 touch:min-h-11"
                >
                  <StateTag state={state.id} />
                </button>
              ) : (
                <StateTag state={state.id} />
              )}
            </Td>
            <Td className="text-ink-2">{STAGE_NAMES[state.stage]}</Td>
            <Td className="font-mono text-ink-2 text-sm narrow:hidden">{state.id}</Td>
            <Td className="text-right">
              {state.retired ? <Tag dashed>Retired</Tag> : state.shipped && <Tag>Shipped</Tag>}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
