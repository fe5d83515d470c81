'use client';

import { Bookmark, EllipsisVertical, Pencil, Trash2, Users } from 'lucide-react';
import { usePathname, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import type { SavedView } from '#lib/domain/views/case-list.ts';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { formatCount } from '../query/pages.ts';
import { cn } from '../ui/cn.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Link } from '../ui/link.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { addressOfView, openedView, useSavedViews } from './saved-views.ts';
import { ViewDialog } from './view-dialog.tsx';

/** The saved views in the rail, one's own and shared ones, each with its count. */
export function SavedViewLinks({ onNavigate }: { onNavigate: (() => void) | undefined }) {
  const views = useSavedViews();
  const pathname = usePathname();
  const query = useSearchParams();
  const current = pathname === '/cases' ? openedView(views, new URLSearchParams(query.toString())) : undefined;
  const [edited, setEdited] = useState<SavedView | null>(null);
  return (
    <>
      {views.map((view) => (
        <ViewLink
          key={view.id}
          view={view}
          on={current?.id === view.id}
          onNavigate={onNavigate}
          onEdit={() => setEdited(view)}
        />
      ))}
      {edited && <ViewDialog view={edited} query={edited.query} onClose={() => setEdited(null)} />}
    </>
  );
}

function ViewLink({
  view,
  on,
  onNavigate,
  onEdit,
}: {
  view: SavedView;
  on: boolean;
  onNavigate: (() => void) | undefined;
  onEdit: () => void;
}) {
  const pathname = usePathname();
  const { act: remove } = useAct(() => api.delete(`views/${view.id}`), { stale: [keys.savedViews] });
  const href = addressOfView(view);
  const Icon = view.shared ? Users : Bookmark;
  return (
    <div
      className={cn(
        'group/view relative flex h-7 shrink-0 items-center rounded-md touch:h-11',
        on ? 'bg-accent-bg text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
      )}
    >
      <Link
        href={href}
        aria-current={on ? 'page' : undefined}
        title={view.shared && view.owner ? `${view.name}, shared by ${view.owner.name}` : view.name}
        onClick={(event) => {
          onNavigate?.();
          if (event.metaKey || event.ctrlKey || event.shiftKey || pathname !== '/cases') return;
          event.preventDefault();
          window.history.pushState(null, '', href);
        }}
        className="flex h-full min-w-0 flex-1 items-center gap-[9px] rounded-md px-2"
      >
        <Icon aria-hidden className="size-[15px] shrink-0" />
        <span className="min-w-0 flex-1 truncate">{view.name}</span>
        <span
          className={cn(
            'num text-ink-3 text-sm',
            // The menu takes its place while a mouse or the focus is there.
            view.mine && 'group-hover/view:invisible group-has-[button:focus-visible]/view:invisible touch:!visible',
          )}
        >
          {view.count ? formatCount(view.count) : '–'}
        </span>
      </Link>
      {view.mine && (
        <Menu
          trigger={
            <IconButton
              label={`Change the view ${view.name}`}
              icon={<EllipsisVertical aria-hidden />}
              className="absolute right-1 size-6 opacity-0 touch:static focus-visible:opacity-100 group-hover/view:opacity-100 touch:opacity-100"
            />
          }
        >
          <MenuItem icon={<Pencil aria-hidden />} onSelect={onEdit}>
            Rename, share
          </MenuItem>
          <MenuItem bad icon={<Trash2 aria-hidden />} onSelect={() => void remove(undefined)}>
            Remove
          </MenuItem>
        </Menu>
      )}
    </div>
  );
}
