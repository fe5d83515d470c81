import type { ReactNode } from 'react';

/** The line under the top bar: what this page is, how many, its filters, and at the right what one can do. */
export function PageBar({
  title,
  count,
  chips,
  children,
}: {
  title: ReactNode;
  count?: ReactNode;
  chips?: ReactNode;
  /** The acts at the right. */
  children?: ReactNode;
}) {
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-2 border-line border-b px-3.5 py-2">
      <h1 className="whitespace-nowrap font-[620] text-lg tracking-[-0.01em]">{title}</h1>
      {count !== undefined && <span className="num text-ink-3">{count}</span>}
      {chips && (
        // On a narrow screen one line, swept sideways where it is longer: three lines of chips would push the page down.
        <div className="contents narrow:order-last narrow:flex narrow:max-w-full narrow:items-center narrow:gap-2 narrow:overflow-x-auto narrow:[scrollbar-width:none] narrow:*:shrink-0">
          {chips}
        </div>
      )}
      {children && <div className="ml-auto flex items-center gap-2">{children}</div>}
    </div>
  );
}

/** The scrolling rest of a page under its bar. */
export function PageBody({ children, className = '' }: { children: ReactNode; className?: string }) {
  return <div className={`min-h-0 flex-1 overflow-y-auto ${className}`}>{children}</div>;
}
