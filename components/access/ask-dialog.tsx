'use client';

import { useState } from 'react';
import type { AccessRequestInput } from '#lib/domain/access/request.ts';
import type { AccessRequestView } from '#lib/domain/views/access.ts';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { useMe } from '../query/me.ts';
import { FormDialog } from '../settings/form-dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input, Textarea } from '../ui/input.tsx';
import { useToast } from '../ui/toast.tsx';

/** Asks for administrator rights: for oneself, or for a colleague, who then has to agree. */
export function AskDialog({ onAsked, onClose }: { onAsked: (id: string) => void; onClose: () => void }) {
  const toast = useToast();
  const me = useMe();
  // One's own, also where it is known only after the dialog was opened.
  const [typed, setTyped] = useState<string | null>(null);
  const email = typed ?? me?.email ?? '';
  const [reason, setReason] = useState('');
  const [minutes, setMinutes] = useState('');
  const ask = useAct((input: AccessRequestInput) => api.post<AccessRequestView>('access-requests', input), {
    stale: [['access']],
    inline: true,
    done: ({ id }) => {
      toast({ title: 'Asked', tone: 'ok' });
      onAsked(id);
    },
  });
  const submit = () =>
    void ask.act({ email: email.trim(), reason: reason.trim(), ...(minutes !== '' && { minutes: Number(minutes) }) });
  return (
    <FormDialog
      title="Ask for administrator rights"
      description="On a Mac, for some minutes. IT decides, and Jamf takes the rights back by itself."
      submit="Ask"
      busy={ask.busy}
      disabled={email.trim() === '' || reason.trim() === ''}
      error={ask.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label="For whom"
        hint="An e-mail address. A colleague has to agree before IT is asked."
        required
        error={ask.field('email')}
      >
        <Input type="email" value={email} maxLength={320} onChange={(event) => setTyped(event.target.value)} />
      </Field>
      <Field label="Reason" hint="10 to 500 characters." required error={ask.field('reason')}>
        <Textarea autoFocus value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Field label="Minutes" hint="5 to 480. Empty: what is set for everybody." error={ask.field('minutes')}>
        <Input
          type="number"
          inputMode="numeric"
          min={5}
          max={480}
          value={minutes}
          onChange={(event) => setMinutes(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}
