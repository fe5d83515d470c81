'use client';

import { usePathname, useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import { useMe } from '../query/me.ts';
import { Brand } from './brand.tsx';
import { Drawer } from './drawer.tsx';
import { useGoKeys } from './go-keys.ts';
import { useHotkeys } from './hotkeys.ts';
import { KeysHelp } from './keys-help.tsx';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { TopBar } from './top-bar.tsx';

const CHANGE_PASSWORD = '/change-password';

/** The rail, the top bar and the page. On a narrow screen the rail is a drawer. */
export function Frame({ children }: { children: ReactNode }) {
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const [drawer, setDrawer] = useState(false);
  const held = useHeldForPassword();
  const elsewhere = useWithoutCases();
  useGoKeys();
  useHotkeys({ 'mod+k': () => setPalette((open) => !open), '?': () => setHelp(true) });

  return (
    <div className="grid h-dvh grid-rows-[44px_minmax(0,1fr)] wide:grid-cols-[212px_minmax(0,1fr)]">
      <a
        href="#page"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:bg-panel focus:px-3 focus:py-2"
      >
        Skip to the page
      </a>
      <aside aria-label="Watchfloor" className="row-span-2 flex min-h-0 flex-col border-line border-r narrow:hidden">
        <div className="flex h-11 shrink-0 items-center border-line border-b px-3.5">
          <Brand />
        </div>
        <Rail />
      </aside>
      <TopBar onPalette={() => setPalette(true)} onDrawer={() => setDrawer(true)} onHelp={() => setHelp(true)} />
      <main id="page" tabIndex={-1} className="relative flex min-h-0 min-w-0 flex-col overflow-hidden outline-none">
        {held || elsewhere ? null : children}
      </main>
      <Drawer open={drawer} onOpenChange={setDrawer}>
        <Rail onNavigate={() => setDrawer(false)} />
      </Drawer>
      <Palette open={palette} onOpenChange={setPalette} />
      <KeysHelp open={help} onOpenChange={setHelp} />
    </div>
  );
}

/** Who signed in with a one-time password changes it before anything else. */
function useHeldForPassword(): boolean {
  const router = useRouter();
  const pathname = usePathname();
  const held = (useMe()?.mustChangePassword ?? false) && pathname !== CHANGE_PASSWORD;
  useEffect(() => {
    if (held) router.replace(CHANGE_PASSWORD);
  }, [held, router]);
  return held;
}

/** Who sees no cases begins where access is asked for and decided about. True while he is on the way. */
function useWithoutCases(): boolean {
  const router = useRouter();
  const pathname = usePathname();
  const me = useMe();
  const lost = me !== undefined && !me.may.includes('case.read') && pathname.startsWith('/cases');
  useEffect(() => {
    if (lost) router.replace('/access');
  }, [lost, router]);
  return lost;
}
