import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from './link.tsx';

/** The title of a page below another one, with the way back. */
export function BackTo({ href, title, here }: { href: string; title: string; here: ReactNode }) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Link
        href={href}
        aria-label={`Back to ${title}`}
        className="-ml-1.5 grid size-7 shrink-0 place-items-center rounded-lg text-ink-2 hover:bg-hover hover:text-ink touch:size-11"
      >
        <ChevronLeft aria-hidden className="size-[15px]" />
      </Link>
      <span className="truncate">{here}</span>
    </span>
  );
}
