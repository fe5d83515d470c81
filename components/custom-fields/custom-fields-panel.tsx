'use client';

import { ListPlus, Plus } from 'lucide-react';
import { useState } from 'react';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { CustomFieldView } from '#lib/domain/views/settings.ts';
import { PanelHead } from '../settings/panel-head.tsx';
import { SettingTable } from '../settings/setting-table.tsx';
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
        {(fields) => (
          <SettingTable
            caption="Custom fields"
            rows={fields}
            keyOf={({ key }) => key}
            head="Field"
            nameOf={({ label }) => label}
            columns={[
              { head: 'Type', className: 'w-32', cellClassName: 'text-ink-2', cell: ({ type }) => TYPE_NAMES[type] },
              {
                head: 'Options',
                className: 'narrow:hidden',
                cellClassName: 'max-w-80 truncate text-ink-2',
                cell: ({ options }) => options.join(', '),
              },
              {
                head: 'Key',
                className: 'narrow:hidden',
                cellClassName: 'font-mono text-ink-2 text-sm',
                cell: ({ key }) => key,
              },
              {
                head: null,
                className: 'w-28',
                cellClassName: 'text-right',
                cell: ({ retired, requiredAtClose }) =>
                  retired ? <Tag dashed>Retired</Tag> : requiredAtClose && <Tag tone="medium">To close</Tag>,
              },
            ]}
            onEdit={may ? setEditing : undefined}
          />
        )}
      </WholeList>
      {editing && <CustomFieldDialog field={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}
