'use client';

import { Ellipsis, House, Radar, Scale, Scissors, Star } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { OBSERVABLE_ROLES, type ObservableRole } from '#lib/domain/observables/types.ts';
import type { CaseObservableView, CaseView } from '#lib/domain/views/case.ts';
import type { ObservableDetail } from '#lib/domain/views/observable.ts';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useMay } from '../query/me.ts';
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '../ui/menu.tsx';
import { sentence } from '../ui/names.ts';
import { useToast } from '../ui/toast.tsx';
import { OverrideDialog } from './override-dialog.tsx';
import { useEnrich } from './use-enrich.ts';
import { useMark } from './use-mark.ts';

/** What one can say of an observable, from the case: its role here, its verdict everywhere. */
export function ObservableMenu({ caseKey, observable }: { caseKey: string; observable: CaseObservableView }) {
  const router = useRouter();
  const toast = useToast();
  const [overriding, setOverriding] = useState(false);
  const mark = useMark(caseKey, observable);
  const enrich = useEnrich(observable);
  const mayMark = useMay('case.observe');
  const mayJudge = useMay('observable.judge');
  const mayOwn = useMay('allow_list.write');
  const own = useAct(
    (allowListed: boolean) => api.patch<ObservableDetail>(`observables/${observable.id}`, { allowListed }),
    { stale: [keys.case(caseKey), ['observables'], keys.ownAssets] },
  );
  const detach = useAct(() => api.post<CaseView>(`cases/${caseKey}/detach`, { observableId: observable.id }), {
    stale: [keys.case(caseKey), ['cases']],
    done: ({ key }) =>
      toast({
        title: `Detached into ${key}`,
        tone: 'ok',
        action: { label: `Open ${key}`, onPress: () => router.push(`/cases/${key}`) },
      }),
  });
  if (!mayMark && !mayJudge) return null;
  return (
    <>
      <Menu
        align="end"
        trigger={
          <button
            type="button"
            aria-label={`Acts on ${observable.defanged}`}
            className="inline-grid size-7 shrink-0 place-items-center rounded-lg text-ink-2 hover:bg-hover hover:text-ink touch:size-11 [&_svg]:size-[15px]"
          >
            <Ellipsis aria-hidden />
          </button>
        }
      >
        {mayMark && (
          <>
            <MenuItem icon={<Star aria-hidden />} onSelect={() => mark({ key: !observable.key })}>
              {observable.key ? 'No key observable' : 'Key observable'}
            </MenuItem>
            <MenuSeparator />
            <MenuLabel>Role in this case</MenuLabel>
            <MenuChoice
              value={observable.role}
              onValueChange={(role) => mark({ role: role as ObservableRole })}
              options={OBSERVABLE_ROLES.map((value) => ({ value, label: sentence(value) }))}
            />
            <MenuSeparator />
          </>
        )}
        {enrich.offered && (
          <MenuItem icon={<Radar aria-hidden />} onSelect={enrich.ask}>
            Ask the sources
          </MenuItem>
        )}
        {mayJudge && (
          <MenuItem icon={<Scale aria-hidden />} onSelect={() => setOverriding(true)}>
            Set the verdict …
          </MenuItem>
        )}
        {mayOwn && (
          <MenuItem icon={<House aria-hidden />} onSelect={() => void own.act(!observable.allowListed)}>
            {observable.allowListed ? 'Not our own asset' : 'Our own asset'}
          </MenuItem>
        )}
        {mayMark && (
          <MenuItem icon={<Scissors aria-hidden />} onSelect={() => void detach.act(undefined)}>
            Detach into a new case
          </MenuItem>
        )}
      </Menu>
      {mayJudge && <OverrideDialog observable={observable} open={overriding} onOpenChange={setOverriding} />}
    </>
  );
}
