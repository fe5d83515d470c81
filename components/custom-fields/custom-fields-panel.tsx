'use client';

import { ListPlus, Plus } from 'lucide-react';
import { useState } from 'react';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { EmptyState } from '#components/ui/states.tsx';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { CustomFieldView } from '#lib/domain/views/settings.ts';
import { PanelHead } from '../settings/panel-head.tsx';
import { WholeList } from '../settings/whole-list.tsx';
import { CustomFieldDialog } from './custom-field-dialog.tsx';
import { TYPE_NAMES } from './type-names.ts';

/** The fields that the house asks of its cases. */
export function CustomFieldsPanel() {
  const may = useMay('settings.write');
  const [editing, setEditing] = useState<CustomFieldView | 'new' | null>(null);
  return (
    <>
      <PanelHead
        act={
          may && (
            <Button variant="go" onClick={() => setEditing('new')}>
              <Plus aria-hidden /> Field
            </Button>
          )
        }
      >
        What people write is checked against the field’s type. What mappings write under other names is kept as it came.
      </PanelHead>
      <WholeList<CustomFieldView>
        queryKey={keys.customFields}
        path="custom-fields"
        empty={
          <EmptyState icon={<ListPlus />} title="No fields of your own yet">
            A root cause, the loss in money, the till: what your house wants to know of every case.
          </EmptyState>
        }
      >
        {(fields) => <CustomFieldTable fields={fields} onEdit={may ? setEditing : undefined} />}
      </WholeList>
      {editing && <CustomFieldDialog field={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function CustomFieldTable({
  fields,
  onEdit,
}: {
  fields: readonly CustomFieldView[];
  onEdit: ((field: CustomFieldView) => void) | undefined;
}) {
  return (
    <Table caption="Custom fields">
      <thead>
        <tr>
          <Th>Field</Th>
          <Th className="w-32">Type</Th>
          <Th className="narrow:hidden">Options</Th>
          <Th className="narrow:hidden">Key</Th>
          <Th className="w-28">
            <span className="sr-only">Notes</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <Tr
            key={field.key}
            {...(onEdit ? { onOpen: () => onEdit(field) } : {})}
            className={cn(field.retired && 'text-ink-3')}
          >
            <Td className="max-w-72 font-[510]">
              {onEdit ? (
                <button
                  type="button"
                  aria-label={`Edit ${field.label}`}
                  onClick={() => onEdit(field)}
                  className="max-w-full truncate hover:underline touch:min-h-11"
                >
                  {field.label}
                </button>
              ) : (
                field.label
              )}
            </Td>
            <Td className="text-ink-2">{TYPE_NAMES[field.type]}</Td>
            <Td className="max-w-80 truncate text-ink-2 narrow:hidden">{field.options.join(', ')}</Td>
            <Td className="font-mono text-ink-2 text-sm narrow:hidden">{field.key}</Td>
            <Td className="text-right">
              {field.retired ? <Tag dashed>Retired</Tag> : field.requiredAtClose && <Tag tone="medium">To close</Tag>}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
