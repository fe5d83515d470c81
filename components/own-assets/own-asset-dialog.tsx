'use client';

import { useState } from 'react';
import { keys } from '#components/query/keys.ts';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { observableTypeName } from '#components/ui/names.ts';
import { Select } from '#components/ui/select.tsx';
import { OBSERVABLE_TYPES } from '#lib/domain/observables/types.ts';
import { OWN_ASSET_KINDS, type OwnAssetKind } from '#lib/domain/own-asset.ts';
import type { OwnAssetView } from '#lib/domain/views/own-asset.ts';
import { FormDialog } from '../settings/form-dialog.tsx';
import { useSavedSetting } from '../settings/use-saved-setting.ts';
import { KINDS } from './kinds.ts';

const KIND_OPTIONS = OWN_ASSET_KINDS.map((value) => ({ value, label: KINDS[value].label }));
const TYPE_OPTIONS = [
  { value: '', label: 'Any type' },
  ...OBSERVABLE_TYPES.map((value) => ({ value, label: observableTypeName(value) })),
];

export function OwnAssetDialog({ onClose }: { onClose: () => void }) {
  const [kind, setKind] = useState<OwnAssetKind>('domain_suffix');
  const [type, setType] = useState('');
  const [value, setValue] = useState('');
  const [note, setNote] = useState('');
  const add = useSavedSetting<OwnAssetView>({
    list: 'allow-list',
    id: null,
    stale: [keys.ownAssets, ['observables']],
    nameOf: (added) => added.value,
    onClose,
  });
  return (
    <FormDialog
      title="Add an own asset"
      submit="Add"
      busy={add.busy}
      disabled={value.trim() === ''}
      error={add.error}
      onSubmit={() => void add.act({ kind, value, note, ...(kind === 'exact' && type !== '' && { type }) })}
      onClose={onClose}
    >
      <Field label="Covers" error={add.field('kind')}>
        <Select value={kind} options={KIND_OPTIONS} onChange={(event) => setKind(event.target.value as OwnAssetKind)} />
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
    </FormDialog>
  );
}
