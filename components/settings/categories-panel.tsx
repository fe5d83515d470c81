'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { CategoryView } from '#lib/domain/views/settings.ts';
import { CategoryDialog } from './category-dialog.tsx';
import { PanelHead } from './panel-head.tsx';
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
          <Table caption="Categories">
            <thead>
              <tr>
                <Th>Category</Th>
                <Th className="narrow:hidden">In the API</Th>
                <Th className="w-24">
                  <span className="sr-only">Notes</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {categories.map((category) => (
                <Tr
                  key={category.key}
                  {...(may ? { onOpen: () => setEditing(category) } : {})}
                  className={cn(category.retired && 'text-ink-3')}
                >
                  <Td className="max-w-72 font-[510]">
                    {may ? (
                      <button
                        type="button"
                        aria-label={`Edit ${category.name}`}
                        onClick={() => setEditing(category)}
                        className="max-w-full truncate hover:underline touch:min-h-11"
                      >
                        {category.name}
                      </button>
                    ) : (
                      category.name
                    )}
                  </Td>
                  <Td className="font-mono text-ink-2 text-sm narrow:hidden">{category.key}</Td>
                  <Td className="text-right">
                    {category.retired ? <Tag dashed>Retired</Tag> : category.shipped && <Tag>Shipped</Tag>}
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        )}
      </WholeList>
      {editing && <CategoryDialog category={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}
