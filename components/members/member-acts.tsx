'use client';

import { newToken } from '#components/connectors/token.ts';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { ConfirmButton } from '#components/ui/confirm-button.tsx';
import type { MemberPatch } from '#lib/domain/member.ts';
import type { MemberView } from '#lib/domain/views/member.ts';
import type { OncePassword } from './member-dialog.tsx';

/** What ends a member's sessions: a new one-time password, and disabling. */
export function MemberActs({
  member,
  onClose,
  onPassword,
}: {
  member: MemberView;
  onClose: () => void;
  onPassword: (once: OncePassword) => void;
}) {
  const { id, name, email, disabled, kind } = member;
  const patch = useAct((body: MemberPatch) => api.patch<MemberView>(`members/${id}`, body), {
    stale: [keys.members, ['cases'], ['case']],
  });
  const resetPassword = async () => {
    const password = newToken().slice(0, 22);
    if (await patch.act({ password })) onPassword({ name, email, password });
  };
  const setDisabled = async (value: boolean) => {
    if (await patch.act({ disabled: value })) onClose();
  };
  return (
    <span className="mr-auto flex flex-wrap gap-2">
      {disabled ? (
        <ConfirmButton
          title={`Enable ${name}?`}
          message={kind === 'ai' ? 'Cases can be given to it again.' : 'They can sign in and be given cases again.'}
          confirm="Enable"
          onConfirm={() => setDisabled(false)}
        >
          Enable
        </ConfirmButton>
      ) : (
        <ConfirmButton
          variant="bad"
          title={`Disable ${name}?`}
          message={
            kind === 'ai'
              ? 'No case is given to it any more. Its open cases go to analysts on shift, else to the leads’ queue.'
              : 'Every session of theirs ends at once. Their open cases go to others on shift, else to the leads’ queue; each says so on its timeline.'
          }
          confirm="Disable"
          onConfirm={() => setDisabled(true)}
        >
          Disable
        </ConfirmButton>
      )}
      {kind === 'user' && !disabled && (
        <ConfirmButton
          title={`New password for ${name}?`}
          message="Every session of theirs ends at once. You get a one-time password to hand over; it must be changed at the next sign-in."
          confirm="Make a password"
          onConfirm={resetPassword}
        >
          New password
        </ConfirmButton>
      )}
    </span>
  );
}
