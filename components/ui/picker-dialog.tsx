'use client';

import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

/** The frame of a Picker over the page. */
export function PickerDialog({
  open,
  onOpenChange,
  title,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  children: ReactNode;
}) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-veil" />
        <Radix.Content
          aria-describedby={undefined}
          className="popup fixed inset-x-0 top-[12vh] z-50 mx-auto flex max-h-[70vh] w-[600px] max-w-[calc(100vw-24px)] flex-col overflow-hidden narrow:top-3"
        >
          <Radix.Title className="sr-only">{title}</Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
