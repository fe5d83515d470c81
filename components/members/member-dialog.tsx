'use client';

import { useState } from 'react';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import type { MemberCreated, MemberView } from '#lib/domain/views/member.ts';
import { FormDialog } from '../settings/form-dialog.tsx';
import { useSavedSetting } from '../settings/use-saved-setting.ts';
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
  const create = useAct((input: MemberDraft) => api.post<MemberCreated>('members', inputOf(input)), {
    stale: [keys.members],
    inline: true,
    done: ({ name, email, oneTimePassword }) => {
      if (oneTimePassword) onPassword({ name, email, password: oneTimePassword });
      else onClose();
    },
  });
  const update = useSavedSetting<MemberView>({
    list: 'members',
    id: member?.id ?? null,
    stale: [keys.members],
    nameOf: (saved) => saved.name,
    onClose,
  });
  const act = member ? update : create;
  const patch = member && patchOf(member, draft);
  const unchanged = patch !== null && Object.keys(patch).length === 0;

  return (
    <FormDialog
      title={member ? member.name : 'Add a member'}
      {...(member
        ? {}
        : { description: 'A one-time password is made and shown once; it must be changed at the first sign-in.' })}
      width="lg"
      submit={member ? 'Save' : 'Add member'}
      busy={act.busy}
      disabled={unchanged}
      error={act.error}
      acts={member && <MemberActs member={member} onClose={onClose} onPassword={onPassword} />}
      onSubmit={() => void (patch ? update.act(patch) : create.act(draft))}
      onClose={onClose}
    >
      <MemberFields draft={draft} ai={member?.kind === 'ai'} isNew={!member} error={act.field} onChange={setDraft} />
    </FormDialog>
  );
}
