'use client';

import { useState } from 'react';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { MemberPatch } from '#lib/domain/member.ts';
import type { MemberCreated, MemberView } from '#lib/domain/views/member.ts';
import { MemberActs } from './member-acts.tsx';
import { inputOf, type MemberDraft, memberDraftOf, NEW_MEMBER, patchOf } from './member-draft.ts';
import { MemberFields } from './member-fields.tsx';

export interface OncePassword {
  name: string;
  email: string;
  password: string;
}

/** Adds a member, or changes one. A one-time password that comes of it is handed on to be shown once. */
export function MemberDialog({
  member,
  onClose,
  onPassword,
}: {
  member: MemberView | null;
  onClose: () => void;
  onPassword: (once: OncePassword) => void;
}) {
  const [draft, setDraft] = useState<MemberDraft>(member ? memberDraftOf(member) : NEW_MEMBER);
  const toast = useToast();
  const create = useAct((input: MemberDraft) => api.post<MemberCreated>('members', inputOf(input)), {
    stale: [keys.members],
    inline: true,
    done: ({ name, email, oneTimePassword }) => {
      if (oneTimePassword) onPassword({ name, email, password: oneTimePassword });
      else onClose();
    },
  });
  const update = useAct((patch: MemberPatch) => api.patch<MemberView>(`members/${member?.id}`, patch), {
    stale: [keys.members],
    inline: true,
    done: ({ name }) => {
      toast({ title: `${name} saved`, tone: 'ok' });
      onClose();
    },
  });
  const act = member ? update : create;
  const patch = member && patchOf(member, draft);
  const unchanged = patch !== null && Object.keys(patch).length === 0;

  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={member ? member.name : 'Add a member'}
      description={
        member ? undefined : 'A one-time password is made and shown once; it must be changed at the first sign-in.'
      }
      width="lg"
      footer={
        <>
          {member && <MemberActs member={member} onClose={onClose} onPassword={onPassword} />}
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="go" type="submit" form="member" busy={act.busy} disabled={unchanged}>
            {member ? 'Save' : 'Add member'}
          </Button>
        </>
      }
    >
      <form
        noValidate
        id="member"
        className="flex flex-col gap-3.5"
        onSubmit={(event) => {
          event.preventDefault();
          void (patch ? update.act(patch) : create.act(draft));
        }}
      >
        <MemberFields draft={draft} ai={member?.kind === 'ai'} isNew={!member} error={act.field} onChange={setDraft} />
        {act.error && (
          <p role="alert" className="text-critical">
            {act.error.message}
          </p>
        )}
      </form>
    </Dialog>
  );
}
