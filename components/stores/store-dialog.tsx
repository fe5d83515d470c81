'use client';

import { useState } from 'react';
import { keys } from '#components/query/keys.ts';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { WordsInput } from '#components/ui/words-input.tsx';
import { ZoneField } from '#components/ui/zone-field.tsx';
import type { StoreInput, StorePatch } from '#lib/domain/store.ts';
import type { StoreView } from '#lib/domain/views/settings.ts';
import { FormDialog } from '../settings/form-dialog.tsx';
import { RetireButton } from '../settings/retire-button.tsx';
import { useSavedSetting } from '../settings/use-saved-setting.ts';

export function StoreDialog({ store, onClose }: { store: StoreView | null; onClose: () => void }) {
  const [name, setName] = useState(store?.name ?? '');
  const [key, setKey] = useState('');
  const [timeZone, setTimeZone] = useState(store?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [networks, setNetworks] = useState<string[]>(store?.networks ?? []);
  const fields = { name, timeZone, networks };
  const save = useSavedSetting<StoreView>({
    list: 'stores',
    id: store?.key ?? null,
    stale: [keys.stores],
    nameOf: (saved) => saved.name,
    onClose,
  });
  return (
    <FormDialog
      title={store ? store.name : 'Add a store'}
      submit={store ? 'Save' : 'Add store'}
      busy={save.busy}
      disabled={name.trim() === '' || timeZone.trim() === ''}
      error={save.error}
      acts={
        store && (
          <RetireButton
            name={store.name}
            retired={store.retired}
            message="No case gets it any more. Those that have it keep it."
            onChange={(retired) => save.act({ retired } satisfies StorePatch)}
          />
        )
      }
      onSubmit={() =>
        void save.act(
          store
            ? (fields satisfies StorePatch)
            : ({ ...fields, ...(key.trim() !== '' && { key: key.trim() }) } satisfies StoreInput),
        )
      }
      onClose={onClose}
    >
      <Field label="Name" required error={save.field('name')}>
        <Input autoFocus value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
      </Field>
      {!store && (
        <Field
          label="Key"
          hint="What cases and the API call it, for good. Empty: made of the name."
          error={save.field('key')}
        >
          <Input
            mono
            value={key}
            maxLength={64}
            placeholder="roma-12"
            onChange={(event) => setKey(event.target.value)}
          />
        </Field>
      )}
      <ZoneField zone={timeZone} onZone={setTimeZone} required error={save.field('timeZone')} />
      <Field
        label="Networks"
        hint="Ranges of addresses such as 10.20.0.0/16. Enter or a comma ends each. A case without a store gets this one by an address in them."
        error={save.field('networks')}
      >
        <WordsInput label="Networks" values={networks} max={200} onChange={setNetworks} />
      </Field>
    </FormDialog>
  );
}
