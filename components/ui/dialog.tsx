'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** The acts, at the end of the foot. */
  footer?: ReactNode;
  width?: 'sm' | 'md' | 'lg' | 'xl';
  children: ReactNode;
}

const WIDTH = { sm: 'max-w-[400px]', md: 'max-w-[560px]', lg: 'max-w-[760px]', xl: 'max-w-[1080px]' };

/** A modal dialog; on a narrow screen a sheet from below. Escape and the cross close it. */
export function Dialog({ open, onOpenChange, title, description, footer, width = 'md', children }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 grid place-items-center overflow-y-auto bg-veil p-4 narrow:place-items-end narrow:p-0">
          <Radix.Content
            {...(description ? {} : { 'aria-describedby': undefined })}
            className={cn(
              'popup relative flex max-h-[calc(100dvh-32px)] w-full animate-enter flex-col narrow:max-h-[92dvh] narrow:max-w-none narrow:rounded-b-none',
              WIDTH[width],
            )}
          >
            <header className="flex items-start gap-3 border-line border-b py-3 pr-12 pl-4">
              <div className="min-w-0 flex-1">
                <Radix.Title className="font-[620] text-lg tracking-[-0.01em]">{title}</Radix.Title>
                {description && <Radix.Description className="mt-0.5 text-ink-2">{description}</Radix.Description>}
              </div>
            </header>
            <div className="flex min-h-0 flex-col gap-3 overflow-y-auto px-4 py-3">{children}</div>
            {footer && (
              <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-4 py-3">
                {footer}
              </footer>
            )}
            {/* Last, so that the first thing of the body gets the focus. */}
            <Radix.Close
              aria-label="Close"
              className="absolute top-2 right-2 touch:top-0 touch:right-0.5 grid size-7 shrink-0 place-items-center rounded-lg text-ink-2 hover:bg-hover hover:text-ink touch:size-11 [&_svg]:size-[15px]"
            >
              <X aria-hidden />
            </Radix.Close>
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}
