'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { Button } from '#components/ui/button.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { CategoryView } from '#lib/domain/views/settings.ts';
import { CategoryDialog } from './category-dialog.tsx';
import { PanelHead } from './panel-head.tsx';
import { SettingTable } from './setting-table.tsx';
import { WholeList } from './whole-list.tsx';

/** The categories of cases: analysts' skills, runbooks and policies go by them. */
export function CategoriesPanel() {
  const may = useMay('settings.write');
  const [editing, setEditing] = useState<CategoryView | 'new' | null>(null);
  return (
    <>
      <PanelHead
        act={
          may && (
            <Button variant="go" onClick={() => setEditing('new')}>
              <Plus aria-hidden /> Category
            </Button>
          )
        }
      >
        Skills, runbooks and policies go by the category. A new name leaves them, and every earlier case, as they are.
      </PanelHead>
      <WholeList<CategoryView> queryKey={keys.categories} path="categories">
        {(categories) => (
          <SettingTable
            caption="Categories"
            rows={categories}
            keyOf={({ key }) => key}
            head="Category"
            nameOf={({ name }) => name}
            columns={[
              {
                head: 'In the API',
                className: 'narrow:hidden',
                cellClassName: 'font-mono text-ink-2 text-sm',
                cell: ({ key }) => key,
              },
              {
                head: null,
                className: 'w-24',
                cellClassName: 'text-right',
                cell: ({ retired, shipped }) => (retired ? <Tag dashed>Retired</Tag> : shipped && <Tag>Shipped</Tag>),
              },
            ]}
            onEdit={may ? setEditing : undefined}
          />
        )}
      </WholeList>
      {editing && <CategoryDialog category={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}
