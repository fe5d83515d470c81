'use client';

import { useState } from 'react';
import { keys } from '#components/query/keys.ts';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { sentence } from '#components/ui/names.ts';
import type { ApiKeyPatch } from '#lib/domain/member.ts';
import type { ApiKeyView } from '#lib/domain/views/member.ts';
import { localInput } from '../cases/wake-time.ts';
import { FormDialog } from '../settings/form-dialog.tsx';
import { useSavedSetting } from '../settings/use-saved-setting.ts';

/** Changes a key's name or when it ends. Its role stays: who needs another makes another key. */
export function ApiKeyEditDialog({ apiKey, onClose }: { apiKey: ApiKeyView; onClose: () => void }) {
  const end = apiKey.expiresAt ? localInput(new Date(apiKey.expiresAt)) : '';
  const [name, setName] = useState(apiKey.name);
  const [expires, setExpires] = useState(end);
  const save = useSavedSetting<ApiKeyView>({
    list: 'api-keys',
    id: apiKey.id,
    stale: [keys.apiKeys],
    nameOf: (saved) => saved.name,
    onClose,
  });
  const patch = {
    ...(name.trim() !== apiKey.name && { name }),
    ...(expires !== end && { expiresAt: expires === '' ? null : new Date(expires).toISOString() }),
  };
  return (
    <FormDialog
      title={apiKey.name}
      description={`${sentence(apiKey.role)}, ${apiKey.prefix}…`}
      submit="Save"
      busy={save.busy}
      disabled={name.trim() === '' || Object.keys(patch).length === 0}
      error={save.error}
      onSubmit={() => void save.act(patch satisfies ApiKeyPatch)}
      onClose={onClose}
    >
      <Field label="Name" required error={save.field('name')}>
        <Input autoFocus value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label="Expires" hint="Empty: never." className="max-w-64" error={save.field('expiresAt')}>
        <Input type="datetime-local" value={expires} onChange={(event) => setExpires(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
