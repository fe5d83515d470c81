'use client';

import { useState } from 'react';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { observableTypeName } from '#components/ui/names.ts';
import { Select } from '#components/ui/select.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { OBSERVABLE_TYPES } from '#lib/domain/observables/types.ts';
import { OWN_ASSET_KINDS, type OwnAssetKind } from '#lib/domain/own-asset.ts';
import type { OwnAssetView } from '#lib/domain/views/own-asset.ts';
import { KINDS } from './kinds.ts';

const KIND_OPTIONS = OWN_ASSET_KINDS.map((value) => ({ value, label: KINDS[value].label }));
const TYPE_OPTIONS = [
  { value: '', label: 'Any type' },
  ...OBSERVABLE_TYPES.map((value) => ({ value, label: observableTypeName(value) })),
];

export function OwnAssetDialog({ onClose }: { onClose: () => void }) {
  const toast = useToast();
  const [kind, setKind] = useState<OwnAssetKind>('domain_suffix');
  const [type, setType] = useState('');
  const [value, setValue] = useState('');
  const [note, setNote] = useState('');
  const add = useAct(
    () =>
      api.post<OwnAssetView>('allow-list', {
        kind,
        value,
        note,
        ...(kind === 'exact' && type !== '' && { type }),
      }),
    {
      stale: [keys.ownAssets, ['observables']],
      inline: true,
      done: (added) => {
        toast({ title: `${added.value} is on the list`, tone: 'ok' });
        onClose();
      },
    },
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title="Add an own asset"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="go" type="submit" form="own-asset" busy={add.busy} disabled={value.trim() === ''}>
            Add
          </Button>
        </>
      }
    >
      <form
        noValidate
        id="own-asset"
        className="flex flex-col gap-3.5"
        onSubmit={(event) => {
          event.preventDefault();
          void add.act(undefined);
        }}
      >
        <Field label="Covers" error={add.field('kind')}>
          <Select
            value={kind}
            options={KIND_OPTIONS}
            onChange={(event) => setKind(event.target.value as OwnAssetKind)}
          />
        </Field>
        {kind === 'exact' && (
          <Field label="Type" error={add.field('type')}>
            <Select value={type} options={TYPE_OPTIONS} onChange={(event) => setType(event.target.value)} />
          </Field>
        )}
        <Field label="Value" required error={add.field('value')}>
          <Input
            mono
            autoFocus
            value={value}
            placeholder={KINDS[kind].example}
            onChange={(event) => setValue(event.target.value)}
          />
        </Field>
        <Field label="Note" hint="What it is, for whoever reads this later." error={add.field('note')}>
          <Input value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
        </Field>
        {add.error && (
          <p role="alert" className="text-critical">
            {add.error.message}
          </p>
        )}
      </form>
    </Dialog>
  );
}
