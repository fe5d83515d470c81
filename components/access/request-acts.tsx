'use client';

import { Check, X } from 'lucide-react';
import { useState } from 'react';
import type { AccessRequestView } from '#lib/domain/views/access.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Select } from '../ui/select.tsx';
import { RevokeButton } from './row-acts.tsx';
import { useAccessAct } from './use-access.ts';

/** What the reader may do with a request, at the foot of its dialog. */
export function RequestActs({ request }: { request: AccessRequestView }) {
  const { may, barred } = request;
  const decides = may.includes('approve') || may.includes('deny');
  return (
    <>
      {barred && <p className="mr-auto text-ink-3 text-sm">{barred}</p>}
      {may.includes('cancel') && <CancelButton id={request.id} />}
      {may.includes('consent') && <Consent id={request.id} />}
      {may.includes('pick') && <Pick request={request} />}
      {may.includes('revoke') && <RevokeButton request={request} />}
      {decides && <Decide request={request} />}
    </>
  );
}

function Decide({ request: { id, may } }: { request: AccessRequestView }) {
  const [note, setNote] = useState('');
  const approve = useAccessAct(id, 'approve');
  const deny = useAccessAct(id, 'deny');
  const body = note.trim() === '' ? {} : { note: note.trim() };
  const busy = approve.busy || deny.busy;
  return (
    <>
      <Field label="Note" hideLabel className="min-w-40 flex-1">
        <Input
          value={note}
          maxLength={500}
          placeholder="A note; who is denied reads it"
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
      <Button variant="bad" disabled={busy} onClick={() => void deny.act(body)}>
        <X aria-hidden /> Deny
      </Button>
      <Button variant="go" disabled={busy || !may.includes('approve')} onClick={() => void approve.act(body)}>
        <Check aria-hidden /> Approve
      </Button>
    </>
  );
}

function CancelButton({ id }: { id: string }) {
  const cancel = useAccessAct(id, 'cancel');
  return (
    <Button busy={cancel.busy} onClick={() => void cancel.act(undefined)}>
      Withdraw
    </Button>
  );
}

function Consent({ id }: { id: string }) {
  const consent = useAccessAct(id, 'consent');
  return (
    <>
      <Button busy={consent.busy} onClick={() => void consent.act({ agree: false })}>
        I do not agree
      </Button>
      <Button variant="go" busy={consent.busy} onClick={() => void consent.act({ agree: true })}>
        I agree
      </Button>
    </>
  );
}

function Pick({ request: { id, choices } }: { request: AccessRequestView }) {
  const [choice, setChoice] = useState(choices[0]?.id ?? '');
  const pick = useAccessAct(id, 'device');
  return (
    <>
      <Field label="Mac" hideLabel className="min-w-48 flex-1">
        <Select
          value={choice}
          options={choices.map((one) => ({ value: one.id, label: choiceLabel(one) }))}
          onChange={(event) => setChoice(event.target.value)}
        />
      </Field>
      <Button variant="go" busy={pick.busy} disabled={choice === ''} onClick={() => void pick.act({ choice })}>
        Use this Mac
      </Button>
    </>
  );
}

function choiceLabel({ deviceName, store, storeBy }: AccessRequestView['choices'][number]): string {
  if (store === null) return deviceName;
  return storeBy === 'self' ? `${deviceName}: I am in ${store.name}` : `${deviceName}: ${store.name}`;
}
