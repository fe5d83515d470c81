'use client';

import { Columns3, RotateCcw } from 'lucide-react';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, MenuCheckItem, MenuItem, MenuLabel, MenuSeparator } from '../ui/menu.tsx';
import { COLUMNS, type Columns } from './columns.ts';

/** Which columns the list shows. */
export function ColumnMenu({ columns }: { columns: Columns }) {
  return (
    <Menu
      align="end"
      trigger={<IconButton framed label="Columns" icon={<Columns3 aria-hidden />} className="narrow:hidden" />}
    >
      <MenuLabel>Columns</MenuLabel>
      {COLUMNS.filter((column) => !('fixed' in column)).map(({ id, name }) => (
        <MenuCheckItem key={id} checked={columns.isShown(id)} onCheckedChange={() => columns.toggle(id)}>
          {id === 'observables' ? 'Observables' : name}
        </MenuCheckItem>
      ))}
      <MenuSeparator />
      <MenuItem icon={<RotateCcw aria-hidden />} onSelect={columns.reset}>
        As shipped
      </MenuItem>
    </Menu>
  );
}
