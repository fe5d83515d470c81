'use client';

import { useState } from 'react';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { CategoryInput, CategoryPatch } from '#lib/domain/category.ts';
import type { CategoryView } from '#lib/domain/views/settings.ts';
import { FormDialog } from './form-dialog.tsx';
import { RetireButton } from './retire-button.tsx';

export function CategoryDialog({ category, onClose }: { category: CategoryView | null; onClose: () => void }) {
  const toast = useToast();
  const [name, setName] = useState(category?.name ?? '');
  const save = useAct(
    (change: CategoryInput | CategoryPatch) =>
      category
        ? api.patch<CategoryView>(`categories/${encodeURIComponent(category.key)}`, change)
        : api.post<CategoryView>('categories', change),
    {
      stale: [keys.categories],
      inline: true,
      done: (saved) => {
        toast({ title: saved.retired ? `${saved.name} is retired` : `${saved.name} saved`, tone: 'ok' });
        onClose();
      },
    },
  );
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
            onChange={(retired) => save.act({ retired })}
          />
        )
      }
      onSubmit={() => void save.act({ name })}
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
