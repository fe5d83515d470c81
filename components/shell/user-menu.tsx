'use client';

import { BookOpen, KeySquare, LogOut } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useMe } from '../query/me.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '../ui/menu.tsx';
import { Skeleton } from '../ui/states.tsx';
import { signOut } from './auth-client.ts';
import { applyTheme, THEMES, type Theme, themeOf } from './theme.ts';

const THEME_NAMES: Record<Theme, string> = { dark: 'Dark', light: 'Light', system: 'As the system' };

/** Who is signed in, the theme, the password, and out. */
export function UserMenu() {
  const me = useMe();
  const router = useRouter();
  const [theme, setTheme] = useState<Theme>('dark');
  useEffect(() => setTheme(themeOf(document.documentElement.dataset.theme)), []);
  if (!me) {
    return (
      <div className="flex h-[52px] shrink-0 items-center gap-2 px-4">
        <Skeleton className="size-5 rounded-full" />
        <Skeleton className="w-24" />
      </div>
    );
  }
  return (
    <div className="shrink-0 p-2">
      <Menu
        trigger={
          <button
            type="button"
            className="flex h-9 w-full min-w-0 items-center gap-2 rounded-md px-2 text-left text-ink-2 hover:bg-hover hover:text-ink touch:h-11"
          >
            <Avatar actor={me} titled={false} />
            <span className="min-w-0 flex-1 truncate">{me.name}</span>
            <span className="text-ink-3 text-sm">{me.role}</span>
          </button>
        }
      >
        <MenuLabel>Theme</MenuLabel>
        <MenuChoice
          value={theme}
          onValueChange={(value) => {
            applyTheme(themeOf(value));
            setTheme(themeOf(value));
          }}
          options={THEMES.map((value) => ({ value, label: THEME_NAMES[value] }))}
        />
        <MenuSeparator />
        <MenuItem icon={<KeySquare aria-hidden />} onSelect={() => router.push('/change-password')}>
          Change password
        </MenuItem>
        <MenuItem icon={<BookOpen aria-hidden />} onSelect={() => window.open('/api/docs', '_blank', 'noopener')}>
          API reference
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<LogOut aria-hidden />} onSelect={() => void signOut()}>
          Sign out
        </MenuItem>
      </Menu>
    </div>
  );
}
