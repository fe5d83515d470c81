'use client';

import { Plus, Radar, Star } from 'lucide-react';
import { useState } from 'react';
import type { CaseObservableView } from '#lib/domain/views/case.ts';
import { useMay } from '../query/me.ts';
import type { usePages } from '../query/pages.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { ListStates } from '../ui/list-states.tsx';
import { observableTypeName, sentence } from '../ui/names.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Table, Td, Th, Tr } from '../ui/table.tsx';
import { Tag } from '../ui/tag.tsx';
import { AddObservablesDialog } from './add-observables-dialog.tsx';
import { ObservableValue } from './observable-value.tsx';
import { originWords } from './origin.ts';
import { VerdictTag } from './verdict-tag.tsx';

/** The indicators of a case: what each is to it, and where it came from. */
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
              <Th className="narrow:hidden">Type</Th>
              <Th>Value</Th>
              <Th>Role</Th>
              <Th className="narrow:hidden">Verdict</Th>
              <Th className="narrow:hidden">From</Th>
              <Th className="narrow:hidden">Cases</Th>
              <Th className="narrow:hidden">First seen</Th>
            </tr>
          </thead>
          <tbody>
            {observables.items.map((observable) => (
              <ObservableRow key={observable.id} observable={observable} />
            ))}
          </tbody>
        </Table>
      </ListStates>
      {may && <AddObservablesDialog caseKey={caseKey} open={adding} onOpenChange={setAdding} />}
    </div>
  );
}

function ObservableRow({ observable }: { observable: CaseObservableView }) {
  const from = originWords(observable.origins);
  return (
    <Tr>
      <Td className="whitespace-nowrap text-ink-2 narrow:hidden">{observableTypeName(observable.type)}</Td>
      <Td className="w-full max-w-0">
        <span className="flex min-w-0 items-center gap-1.5">
          {observable.key && (
            <Star role="img" aria-label="Key observable" className="size-3.5 shrink-0 fill-current text-medium" />
          )}
          <ObservableValue observable={observable} className="min-w-0" />
        </span>
      </Td>
      <Td className="whitespace-nowrap">
        <RoleTag observable={observable} />
      </Td>
      <Td className="narrow:hidden">
        <VerdictTag verdict={observable.verdict} score={observable.score} />
      </Td>
      <Td className="max-w-44 narrow:hidden">
        <span className="flex min-w-0 items-center gap-1.5 text-ink-2">
          <Avatar actor={observable.addedBy} />
          <span className="min-w-0 truncate" title={from.all}>
            {from.short}
          </span>
        </span>
      </Td>
      <Td className="num text-ink-2 narrow:hidden">{observable.caseCount}</Td>
      <Td className="whitespace-nowrap text-ink-3 narrow:hidden">
        <RelativeTime at={observable.firstSeen} />
      </Td>
    </Tr>
  );
}

/** Only implicated observables weigh in a verdict; our own assets are marked as such. */
export function RoleTag({ observable }: { observable: CaseObservableView }) {
  const tone = observable.role === 'implicated' ? 'high' : observable.role === 'own' ? 'ok' : 'plain';
  return <Tag tone={tone}>{sentence(observable.role)}</Tag>;
}
