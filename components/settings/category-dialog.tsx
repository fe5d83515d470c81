'use client';

import { useState } from 'react';
import { keys } from '#components/query/keys.ts';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import type { CategoryInput, CategoryPatch } from '#lib/domain/category.ts';
import type { CategoryView } from '#lib/domain/views/settings.ts';
import { FormDialog } from './form-dialog.tsx';
import { RetireButton } from './retire-button.tsx';
import { useSavedSetting } from './use-saved-setting.ts';

export function CategoryDialog({ category, onClose }: { category: CategoryView | null; onClose: () => void }) {
  const [name, setName] = useState(category?.name ?? '');
  const save = useSavedSetting<CategoryView>({
    list: 'categories',
    id: category?.key ?? null,
    stale: [keys.categories],
    nameOf: (saved) => saved.name,
    onClose,
  });
  return (
    <FormDialog
      title={category ? category.name : 'Add a category'}
      submit={category ? 'Save' : 'Add category'}
      busy={save.busy}
      disabled={name.trim() === ''}
      error={save.error}
      acts={
        category && (
          <RetireButton
            name={category.name}
            retired={category.retired}
            message="No case gets it any more. Those that have it keep it."
            onChange={(retired) => save.act({ retired } satisfies CategoryPatch)}
          />
        )
      }
      onSubmit={() => void save.act({ name } satisfies CategoryInput)}
      onClose={onClose}
    >
      <Field
        label="Name"
        required
        hint={
          category
            ? `In the API and in mappings it stays ${category.key}.`
            : 'The first name is also its key in the API.'
        }
        error={save.field('name')}
      >
        <Input autoFocus value={name} maxLength={64} onChange={(event) => setName(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
