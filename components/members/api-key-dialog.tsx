'use client';

import { useState } from 'react';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { Button } from '#components/ui/button.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { OnceValue } from '#components/ui/once-value.tsx';
import { Select } from '#components/ui/select.tsx';
import type { Role } from '#lib/domain/actor.ts';
import type { ApiKeyCreated } from '#lib/domain/views/member.ts';
import { FormDialog } from '../settings/form-dialog.tsx';
import { ROLE_OPTIONS } from './member-fields.tsx';

const DAY_MS = 86_400_000;
const LIFE_OPTIONS = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
  { value: '', label: 'Never' },
];

/** Makes a key, then shows it this once. */
export function ApiKeyDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('analyst');
  const [days, setDays] = useState('90');
  const create = useAct(
    () =>
      api.post<ApiKeyCreated>('api-keys', {
        name,
        role,
        expiresAt: days === '' ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString(),
      }),
    { stale: [keys.apiKeys], inline: true },
  );
  if (create.result) return <KeyOnce created={create.result} onClose={onClose} />;
  return (
    <FormDialog
      title="Make an API key"
      submit="Make key"
      busy={create.busy}
      disabled={name.trim() === ''}
      error={create.error}
      onSubmit={() => void create.act(undefined)}
      onClose={onClose}
    >
      <Field
        label="Name"
        required
        hint="What uses it: it stands on the timeline of what it does."
        error={create.field('name')}
      >
        <Input autoFocus value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label="Role" hint="The least that it needs." error={create.field('role')}>
        <Select value={role} options={ROLE_OPTIONS} onChange={(event) => setRole(event.target.value as Role)} />
      </Field>
      <Field label="Expires after" error={create.field('expiresAt')}>
        <Select value={days} options={LIFE_OPTIONS} onChange={(event) => setDays(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

function KeyOnce({ created, onClose }: { created: ApiKeyCreated; onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={`${created.name} is ready`}
      description="Copy the key now: it is stored hashed and never shown again."
      footer={
        <Button variant="go" onClick={onClose}>
          I have copied it
        </Button>
      }
    >
      <dl className="grid grid-cols-[48px_minmax(0,1fr)] items-center gap-y-2">
        <OnceValue name="Key" value={created.key} />
      </dl>
      <CodeBlock
        code={`curl -H "Authorization: Bearer $WATCHFLOOR_KEY" ${location.origin}/api/v1/me`}
        label="example"
      />
    </Dialog>
  );
}
