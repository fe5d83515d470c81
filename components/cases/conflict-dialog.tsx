'use client';

import { useState } from 'react';
import type { CasePatch } from '#lib/domain/case.ts';
import { useMembers } from '../query/members.ts';
import { useCustomFields } from '../query/settings.ts';
import { Button } from '../ui/button.tsx';
import { cn } from '../ui/cn.ts';
import { Dialog } from '../ui/dialog.tsx';
import { sentence } from '../ui/names.ts';
import { type Clash, type Conflict, type CustomWords, clashesOf, decidedPatch, textOf } from './conflict.ts';
import { DiffView } from './diff-view.tsx';

/** What one glance does not compare. */
const isLong = ({ mine, theirs }: Clash) => mine.length + theirs.length > 80 || /\n/.test(mine + theirs);

/** Mine or theirs, field by field. Nothing is lost: what is not kept can be read and copied here. */
export function ConflictDialog({
  conflict,
  onClose,
  onKeepMine,
}: {
  conflict: Conflict | null;
  onClose: () => void;
  onKeepMine: (patch: CasePatch) => void;
}) {
  return (
    conflict && (
      <Decision key={conflict.current.version} conflict={conflict} onClose={onClose} onKeepMine={onKeepMine} />
    )
  );
}

function Decision({
  conflict,
  onClose,
  onKeepMine,
}: {
  conflict: Conflict;
  onClose: () => void;
  onKeepMine: (patch: CasePatch) => void;
}) {
  const clashes = clashesOf(conflict, useCustomWords());
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set());
  const save = () => {
    const mine = decidedPatch(conflict, theirs);
    if (Object.keys(mine).length > 0) onKeepMine(mine);
    else onClose();
  };
  const choose = (field: string, take: boolean) =>
    setTheirs((current) => {
      const next = new Set(current);
      if (take) next.add(field);
      else next.delete(field);
      return next;
    });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={`${conflict.key} was changed by someone else`}
      description="Somebody changed the same while you wrote. Choose what stays."
      width="lg"
      footer={
        <>
          <Button onClick={onClose}>Discard mine</Button>
          <Button variant="go" onClick={save}>
            Save the choice
          </Button>
        </>
      }
    >
      {clashes.map((clash) => (
        <fieldset key={clash.id} className="grid gap-2 wide:grid-cols-2">
          <legend className="mb-1 font-semibold text-ink-2 text-sm">{clash.name}</legend>
          {isLong(clash) && (
            <div className="col-span-full">
              <p className="mb-1 text-ink-3 text-xs">From theirs to yours</p>
              <DiffView before={clash.theirs} after={clash.mine} />
            </div>
          )}
          {[false, true].map((take) => {
            const on = theirs.has(clash.id) === take;
            return (
              <label
                key={String(take)}
                className={cn(
                  'flex cursor-pointer flex-col gap-1.5 rounded-lg border p-2.5',
                  on ? 'border-accent bg-accent-bg' : 'border-line bg-raised',
                )}
              >
                <span className="flex items-center gap-2 font-[550]">
                  <input
                    type="radio"
                    name={clash.id}
                    checked={on}
                    onChange={() => choose(clash.id, take)}
                    className="accent-accent"
                  />
                  {take ? 'Theirs, as it is now' : 'Yours'}
                </span>
                <span className="max-h-56 overflow-y-auto whitespace-pre-wrap text-ink-2">
                  {take ? clash.theirs : clash.mine}
                </span>
              </label>
            );
          })}
        </fieldset>
      ))}
    </Dialog>
  );
}

/** Custom fields as the house calls them, and members by their names. */
function useCustomWords(): CustomWords {
  const defined = useCustomFields();
  const { members } = useMembers();
  const fieldOf = (key: string) => defined.find((field) => field.key === key);
  return {
    nameOf: (key) => fieldOf(key)?.label ?? sentence(key),
    textOf: (key, value) =>
      (fieldOf(key)?.type === 'user' && members.find(({ id }) => id === value)?.name) || textOf(value),
  };
}
