'use client';

import { Command as CommandIcon, Keyboard, Menu as MenuIcon } from 'lucide-react';
import { newsWords } from '../hand-overs/answers.ts';
import { useHandOverNews } from '../hand-overs/use-hand-over-news.ts';
import { Bell } from '../notices/bell.tsx';
import type { LiveState } from '../query/connection.ts';
import { useMe } from '../query/me.ts';
import { useLive } from '../query/stream.tsx';
import { Button } from '../ui/button.tsx';
import { cn } from '../ui/cn.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Search } from './search.tsx';

export function TopBar({
  onPalette,
  onDrawer,
  onHelp,
}: {
  onPalette: () => void;
  onDrawer: () => void;
  onHelp: () => void;
}) {
  const news = newsWords(useHandOverNews());
  const reads = useMe()?.may.includes('case.read') ?? true;
  return (
    <header className="flex min-w-0 items-center gap-2.5 border-line border-b px-3.5 narrow:gap-1 narrow:px-2">
      <span className="relative wide:hidden">
        <IconButton label={news ? `Pages: ${news}` : 'Pages'} icon={<MenuIcon aria-hidden />} onClick={onDrawer} />
        {news && <span aria-hidden className="absolute top-1 right-1 size-2 rounded-full bg-accent" />}
      </span>
      {reads && <Search />}
      <span className="flex-1 narrow:hidden" />
      <Live state={useLive()} />
      <Bell />
      <IconButton label="Keys" icon={<Keyboard aria-hidden />} onClick={onHelp} className="narrow:hidden" />
      <Button onClick={onPalette} kbd="K" aria-label="Open the palette" aria-keyshortcuts="Meta+K Control+K">
        <CommandIcon aria-hidden />
      </Button>
    </header>
  );
}

const WORDS: Record<LiveState, string> = { connecting: 'Connecting …', live: 'Live', reconnecting: 'Reconnecting …' };

function Live({ state }: { state: LiveState }) {
  return (
    <span
      role="status"
      className={cn(
        'flex items-center gap-1.5 whitespace-nowrap text-sm',
        state === 'reconnecting' ? 'text-medium' : 'text-ink-2',
      )}
    >
      <span
        aria-hidden
        className={cn(
          'size-[7px] rounded-full',
          state === 'live' ? 'bg-ok' : 'animate-pulse-soft',
          state === 'reconnecting' && 'bg-medium',
          state === 'connecting' && 'bg-ink-3',
        )}
      />
      <span className="narrow:sr-only">{WORDS[state]}</span>
    </span>
  );
}
