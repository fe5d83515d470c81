'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { Button } from '#components/ui/button.tsx';
import { StateTag } from '#components/ui/state-tag.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { StateView } from '#lib/domain/views/settings.ts';
import { PanelHead } from './panel-head.tsx';
import { SettingTable } from './setting-table.tsx';
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
            <SettingTable
              caption="States"
              rows={states}
              keyOf={({ id }) => id}
              head="State"
              nameOf={({ name }) => name}
              shown={({ id }) => <StateTag state={id} />}
              columns={[
                { head: 'Stage', cellClassName: 'text-ink-2', cell: ({ stage }) => STAGE_NAMES[stage] },
                {
                  head: 'Id',
                  className: 'narrow:hidden',
                  cellClassName: 'font-mono text-ink-2 text-sm',
                  cell: ({ id }) => id,
                },
                {
                  head: null,
                  className: 'w-24',
                  cellClassName: 'text-right',
                  cell: ({ retired, shipped }) => (retired ? <Tag dashed>Retired</Tag> : shipped && <Tag>Shipped</Tag>),
                },
              ]}
              onEdit={may ? setEditing : undefined}
            />
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
