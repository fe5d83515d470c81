import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/** A dense table. Give it a `caption` for assistive technology; it scrolls sideways in its own box where it must. */
export function Table({ caption, className, children, ...rest }: ComponentProps<'table'> & { caption: string }) {
  return (
    <div className="relative min-w-0 overflow-x-auto">
      <table {...rest} className={cn('w-full border-collapse text-left', className)}>
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </div>
  );
}

export function Th({ className, ...rest }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      {...rest}
      className={cn(
        'h-7 whitespace-nowrap border-line border-b px-2 font-medium text-ink-3 text-xs first:pl-3.5 last:pr-3.5',
        className,
      )}
    />
  );
}

/** A row; with `onOpen` it answers a click anywhere. Its first cell needs a real link or button too, for the keyboard. */
export function Tr({ className, onOpen, ...rest }: ComponentProps<'tr'> & { onOpen?: () => void }) {
  return (
    <tr
      {...rest}
      onClick={
        onOpen &&
        ((event) => {
          const inner = (event.target as Element).closest('a, button, input, select, label');
          if (!inner && !getSelection()?.toString()) onOpen();
        })
      }
      className={cn('hover:bg-raised', onOpen && 'cursor-pointer', className)}
    />
  );
}

export function Td({ className, ...rest }: ComponentProps<'td'>) {
  return (
    <td
      {...rest}
      className={cn('h-[38px] border-line/55 border-b px-2 py-1 align-middle first:pl-3.5 last:pr-3.5', className)}
    />
  );
}
