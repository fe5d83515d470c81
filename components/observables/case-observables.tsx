'use client';

import { Plus, Radar } from 'lucide-react';
import { useState } from 'react';
import type { CaseObservableView } from '#lib/domain/views/case.ts';
import { useMay } from '../query/me.ts';
import type { usePages } from '../query/pages.ts';
import { Button } from '../ui/button.tsx';
import { ListStates } from '../ui/list-states.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Table, Th } from '../ui/table.tsx';
import { AddObservablesDialog } from './add-observables-dialog.tsx';
import { ObservableRow } from './observable-row.tsx';

/** The indicators of a case: what each is to it, what the sources say of it, and who else has it. */
export function CaseObservables({
  caseKey,
  observables,
}: {
  caseKey: string;
  observables: ReturnType<typeof usePages<CaseObservableView>>;
}) {
  const [adding, setAdding] = useState(false);
  const may = useMay('case.observe');
  const add = may && (
    <Button onClick={() => setAdding(true)}>
      <Plus aria-hidden /> Add observables
    </Button>
  );
  return (
    <div className="flex flex-col gap-2">
      <ListStates
        list={observables}
        empty={
          <EmptyState icon={<Radar aria-hidden />} title="No observables yet" action={add}>
            Addresses, hosts, hashes, accounts: paste them in any form.
          </EmptyState>
        }
      >
        {add && <div className="mb-2 flex">{add}</div>}
        <Table caption="Observables of this case">
          <thead>
            <tr>
              <Th>
                <span className="sr-only">Details</span>
              </Th>
              <Th className="narrow:hidden">Type</Th>
              <Th>Value</Th>
              <Th className="narrow:hidden">Role</Th>
              <Th>Verdict</Th>
              <Th className="narrow:hidden">Cases</Th>
              <Th className="narrow:hidden">First seen</Th>
              <Th>
                <span className="sr-only">Acts</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {observables.items.map((observable) => (
              <ObservableRow key={observable.id} caseKey={caseKey} observable={observable} />
            ))}
          </tbody>
        </Table>
      </ListStates>
      {may && adding && <AddObservablesDialog caseKey={caseKey} open onOpenChange={setAdding} />}
    </div>
  );
}
