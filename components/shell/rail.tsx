'use client';

import { useQuery } from '@tanstack/react-query';
import { usePathname, useSearchParams } from 'next/navigation';
import { type ReactNode, Suspense } from 'react';
import { addressOf } from '../cases-list/filters.ts';
import { SavedViewLinks } from '../cases-list/saved-view-links.tsx';
import { openedView, useSavedViews } from '../cases-list/saved-views.ts';
import { type CaseCounts, VIEWS, viewOf } from '../cases-list/views.ts';
import { newsWords } from '../hand-overs/answers.ts';
import { useHandOverNews } from '../hand-overs/use-hand-over-news.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useMe } from '../query/me.ts';
import { cn } from '../ui/cn.ts';
import { Link } from '../ui/link.tsx';
import { DESTINATIONS, type Icon, VIEW_ICONS } from './destinations.ts';
import { UserMenu } from './user-menu.tsx';

/** Views with live counts, the pages, and who is signed in. */
export function Rail({ onNavigate }: { onNavigate?: () => void }) {
  const me = useMe();
  const news = useHandOverNews();
  const reads = me?.may.includes('case.read') ?? false;
  return (
    <>
      <nav aria-label="Pages" className="flex min-h-0 flex-1 flex-col gap-px overflow-y-auto p-2">
        {me && !reads ? null : (
          <>
            <Heading>Work</Heading>
            <Suspense>
              <Views onNavigate={onNavigate} />
              {reads && <SavedViewLinks onNavigate={onNavigate} />}
            </Suspense>
          </>
        )}
        {DESTINATIONS.map(({ title, items }) => {
          const shown = items.filter((item) => !me || me.may.includes(item.may));
          if (shown.length === 0) return null;
          return (
            <div key={title} className="contents">
              <Heading>{title}</Heading>
              {shown.map((item) => (
                <Item
                  key={item.href}
                  href={item.href}
                  icon={item.icon}
                  badge={
                    item.href === '/hand-over' ? { count: news.waiting + news.answered, words: newsWords(news) } : null
                  }
                  onNavigate={onNavigate}
                >
                  {item.title}
                </Item>
              ))}
            </div>
          );
        })}
      </nav>
      <UserMenu />
    </>
  );
}

function Views({ onNavigate }: { onNavigate: (() => void) | undefined }) {
  const pathname = usePathname();
  const query = useSearchParams();
  const current = openedView(useSavedViews(), query) ? undefined : viewOf(query);
  const me = useMe();
  const counts = useQuery({
    queryKey: keys.caseCounts,
    queryFn: ({ signal }) => api.get<CaseCounts>('cases/counts', {}, signal),
    enabled: me !== undefined && !me.mustChangePassword && me.may.includes('case.read'),
    // At risk and breached come with time alone, without a change that the stream could tell.
    refetchInterval: 30_000,
  }).data;
  return VIEWS.map((view) => (
    <Item
      key={view.id}
      href={addressOf(view.filters)}
      icon={VIEW_ICONS[view.id]}
      on={pathname === '/cases' && current?.id === view.id}
      count={counts?.[view.id]}
      hot={view.urgent && (counts?.[view.id] ?? 0) > 0}
      onNavigate={onNavigate}
    >
      {view.title}
    </Item>
  ));
}

/** Where the count stops: the API counts no further. */
const CAP = 10_000;

function Item({
  href,
  icon: Glyph,
  on,
  count,
  hot,
  badge = null,
  onNavigate,
  children,
}: {
  href: string;
  icon: Icon;
  on?: boolean;
  count?: number | undefined;
  hot?: boolean | undefined;
  /** News for the member himself, and what it is; words of null: none. */
  badge?: { count: number; words: string | null } | null;
  onNavigate: (() => void) | undefined;
  children: ReactNode;
}) {
  const pathname = usePathname();
  const current = on ?? (pathname === href || pathname.startsWith(`${href}/`));
  return (
    <Link
      href={href}
      aria-current={current ? 'page' : undefined}
      onClick={(event) => {
        onNavigate?.();
        // Another view of the same page: the address alone changes, nothing comes from the server but the rows.
        const plain = !event.metaKey && !event.ctrlKey && !event.shiftKey;
        if (plain && pathname === '/cases' && href.split('?')[0] === '/cases') {
          event.preventDefault();
          window.history.pushState(null, '', href);
        }
      }}
      className={cn(
        'flex h-[27px] shrink-0 items-center gap-[9px] rounded-md px-2 touch:h-11 [&_svg]:size-[15px] [&_svg]:shrink-0',
        current ? 'bg-accent-bg text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
      )}
    >
      <Glyph />
      {children}
      {badge?.words && (
        <span
          title={badge.words}
          className="num ml-auto rounded-full bg-accent px-1.5 font-semibold text-2xs text-on-accent leading-[18px]"
        >
          <span aria-hidden>{badge.count}</span>
          <span className="sr-only">: {badge.words}</span>
        </span>
      )}
      {count !== undefined && (
        <span className={cn('num ml-auto text-sm', hot ? 'font-semibold text-critical' : 'text-ink-3')}>
          {count >= CAP ? '10k+' : count}
        </span>
      )}
    </Link>
  );
}

function Heading({ children }: { children: ReactNode }) {
  return <h2 className="px-2 pt-2.5 pb-0.5 font-semibold text-[11px] text-ink-3 leading-4 first:pt-1">{children}</h2>;
}
