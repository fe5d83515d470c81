'use client';

import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { ownsCases } from '#lib/domain/actor.ts';
import type { CaseView } from '#lib/domain/views/case.ts';
import type { MemberView } from '#lib/domain/views/member.ts';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useMay, useMe } from '../query/me.ts';
import { Avatar } from '../ui/avatar.tsx';
import { MemberPicker } from './member-picker.tsx';

type Part = 'watchers' | 'collaborators';
const ADD: Record<Part, string> = { watchers: 'Add a watcher', collaborators: 'Add a collaborator' };

const FITS: Record<Part, (member: MemberView) => boolean> = {
  watchers: (member) => member.kind === 'user',
  collaborators: (member) => ownsCases(member.role),
};

/** Who takes part in a case beside its owner, each with a way out, and a way to bring more. */
export function People({ view, part }: { view: CaseView; part: Part }) {
  const me = useMe();
  const may = useMay('case.assign');
  const [adding, setAdding] = useState(false);
  const path = `cases/${view.key}/${part}`;
  const stale = [keys.case(view.key)];
  const add = useAct((member: string) => api.post<CaseView>(path, { member }), { stale });
  const remove = useAct((id: string) => api.delete<CaseView>(`${path}/${id}`), { stale });
  const here = new Set(view[part].map((one) => one.id));
  const iWatch = part === 'watchers' && me?.kind === 'user';
  return (
    <span className="flex flex-col items-start gap-0.5">
      {view[part].map((member) => (
        <span key={member.id} className="group/one flex min-h-[22px] max-w-full items-center gap-1.5">
          <Avatar actor={member} titled={false} />
          <span className="min-w-0 truncate">{member.name}</span>
          {(may || (iWatch && member.id === me.id)) && (
            <button
              type="button"
              aria-label={`Remove ${member.name} from the ${part}`}
              disabled={remove.busy}
              onClick={() => void remove.act(member.id)}
              className="grid size-6 place-items-center rounded-xs text-ink-3 opacity-0 hover:bg-hover hover:text-ink focus-visible:opacity-100 group-hover/one:opacity-100 touch:size-11 touch:opacity-100"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          )}
        </span>
      ))}
      <span className="flex flex-wrap gap-x-2.5">
        {iWatch && !here.has(me.id) && <Add onClick={() => void add.act(me.id)}>Watch</Add>}
        {may && <Add onClick={() => setAdding(true)}>{ADD[part]}</Add>}
      </span>
      {may && (
        <MemberPicker
          open={adding}
          onOpenChange={setAdding}
          title={ADD[part]}
          fits={(member) => FITS[part](member) && !here.has(member.id)}
          onPick={(member) => void add.act(member.id)}
        />
      )}
    </span>
  );
}

function Add({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="inline-flex items-center gap-1 rounded-xs text-ink-3 hover:text-ink touch:min-h-11"
    >
      <Plus aria-hidden className="size-3.5" /> {children}
    </button>
  );
}
