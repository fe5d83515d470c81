'use client';

import { X } from 'lucide-react';
import { Chip } from './chip.tsx';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from './menu.tsx';

export interface FilterOption {
  value: string;
  label: string;
}

/** One filter of a list: shows its value, opens its choices. An empty `value` filters nothing. */
export function FilterChip({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly FilterOption[];
  onChange: (value: string) => void;
}) {
  const shown = value === '' ? 'any' : (options.find((option) => option.value === value)?.label ?? value);
  return (
    <Menu trigger={<Chip label={label} value={shown} on={value !== ''} />}>
      <MenuChoice value={value} onValueChange={onChange} options={options} />
      {value !== '' && (
        <>
          <MenuSeparator />
          <MenuItem icon={<X aria-hidden />} onSelect={() => onChange('')}>
            Any
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
