'use client';

import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

export interface TabItem {
  id: string;
  label: string;
  count?: number | undefined;
}

/** Tabs over their panels: `<Tabs …><TabPanel id="timeline">…</TabPanel></Tabs>`. Panels that are not shown are not rendered. */
export function Tabs({
  label,
  items,
  value,
  onValueChange,
  className,
  children,
}: {
  label: string;
  items: readonly TabItem[];
  value: string;
  onValueChange: (id: string) => void;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Radix.Root value={value} onValueChange={onValueChange} className={className}>
      <Radix.List
        aria-label={label}
        className="-mx-1.5 flex gap-1.5 overflow-x-auto border-line border-b px-1.5 [scrollbar-width:none]"
      >
        {items.map((item) => (
          <Radix.Trigger
            key={item.id}
            value={item.id}
            className="relative shrink-0 whitespace-nowrap px-1.5 pt-1.5 pb-2 text-ink-2 after:absolute after:inset-x-1.5 after:bottom-0 hover:text-ink first:-ml-1.5 focus-visible:-outline-offset-2 data-[state=active]:text-ink data-[state=active]:after:h-0.5 data-[state=active]:after:bg-accent touch:min-h-11"
          >
            {item.label}
            {item.count !== undefined && <span className="num ml-[5px] text-ink-3">{item.count}</span>}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {children}
    </Radix.Root>
  );
}

export function TabPanel({ id, className, children }: { id: string; className?: string; children: ReactNode }) {
  return (
    <Radix.Content value={id} className={cn('pt-3', className)}>
      {children}
    </Radix.Content>
  );
}
