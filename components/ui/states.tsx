'use client';

import { CircleAlert, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { cn } from './cn.ts';

/** Nothing here, why, and what to do about it. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-12 text-center">
      {icon && <span className="text-ink-3 [&_svg]:size-6 [&_svg]:stroke-[1.5]">{icon}</span>}
      <h2 className="font-semibold">{title}</h2>
      {children && <div className="text-ink-2">{children}</div>}
      {action && <div className="mt-2 flex gap-2">{action}</div>}
    </div>
  );
}

/** What went wrong, in the server's words, and a way to try again. */
export function ErrorState({
  error,
  onRetry,
  className,
}: {
  error: unknown;
  onRetry?: () => void;
  className?: string;
}) {
  const { title, detail } = wordsOf(error);
  return (
    <div
      role="alert"
      className={cn('mx-auto flex max-w-lg flex-col items-center gap-2 px-4 py-12 text-center', className)}
    >
      <CircleAlert aria-hidden className="size-6 stroke-[1.5] text-critical" />
      <h2 className="font-semibold">{title}</h2>
      {detail && <p className="text-ink-2">{detail}</p>}
      {onRetry && (
        <Button onClick={onRetry} className="mt-2">
          <RotateCw aria-hidden /> Try again
        </Button>
      )}
    </div>
  );
}

function wordsOf(error: unknown): { title: string; detail?: string | undefined } {
  if (error instanceof Error) {
    const { title, detail } = error as Error & { title?: string; detail?: string };
    return title ? { title, detail } : { title: error.message };
  }
  return { title: 'Something went wrong.' };
}

export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn('block h-3 animate-pulse-soft rounded-xs bg-hover', className)} />;
}

/** Rows that are being fetched. Said once to assistive technology. */
export function SkeletonRows({ rows = 8, className }: { rows?: number; className?: string }) {
  return (
    <div role="status" className={className}>
      <span className="sr-only">Loading</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without identity
        <div key={row} className="flex h-[38px] items-center gap-4 border-line/55 border-b px-3.5">
          <Skeleton className="w-4" />
          <Skeleton className="w-16" />
          <Skeleton className={row % 3 === 0 ? 'w-1/3' : row % 3 === 1 ? 'w-1/2' : 'w-2/5'} />
          <Skeleton className="ml-auto w-24" />
        </div>
      ))}
    </div>
  );
}
