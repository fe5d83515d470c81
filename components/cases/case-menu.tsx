'use client';

import { CheckCheck, Download, Ellipsis, Eye, EyeOff, FileJson, Link2 } from 'lucide-react';
import type { CaseView } from '#lib/domain/views/case.ts';
import { useAct } from '../query/act.ts';
import { api, queryOf } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useMe } from '../query/me.ts';
import { Button } from '../ui/button.tsx';
import { copyText } from '../ui/clipboard.ts';
import { Menu, MenuItem, MenuSeparator } from '../ui/menu.tsx';
import { useToast } from '../ui/toast.tsx';
import type { CaseActs } from './use-case-commands.ts';

/** What is done with a case seldom: watch it, take it along. */
export function CaseMenu({ view, acts }: { view: CaseView; acts: Pick<CaseActs, 'acknowledge'> }) {
  const me = useMe();
  const toast = useToast();
  const path = `cases/${view.key}`;
  const watches = view.watchers.some((one) => one.id === me?.id);
  const { act: watch } = useAct(
    (on: boolean) =>
      on ? api.post<CaseView>(`${path}/watchers`) : api.delete<CaseView>(`${path}/watchers/${me?.id ?? ''}`),
    { stale: [keys.case(view.key)] },
  );
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const copyLink = async () => {
    const copied = await copyText(`${location.origin}/cases/${view.key}`);
    toast(copied ? { title: 'The link is copied', tone: 'ok' } : { title: 'The browser did not let it copy' });
  };
  return (
    <Menu
      align="end"
      trigger={
        <Button aria-label="More">
          <Ellipsis aria-hidden />
        </Button>
      }
    >
      {acts.acknowledge && (
        <MenuItem icon={<CheckCheck aria-hidden />} onSelect={acts.acknowledge}>
          Acknowledge
        </MenuItem>
      )}
      {me?.kind === 'user' && (
        <MenuItem icon={watches ? <EyeOff aria-hidden /> : <Eye aria-hidden />} onSelect={() => void watch(!watches)}>
          {watches ? 'Stop watching' : 'Watch'}
        </MenuItem>
      )}
      <MenuItem icon={<Link2 aria-hidden />} onSelect={() => void copyLink()}>
        Copy the link
      </MenuItem>
      <MenuSeparator />
      <MenuItem
        icon={<Download aria-hidden />}
        onSelect={() => keep(`/api/v1/${path}/export/pdf${queryOf({ zone })}`, `${view.key}.pdf`)}
      >
        Export as PDF
      </MenuItem>
      <MenuItem icon={<FileJson aria-hidden />} onSelect={() => keep(`/api/v1/${path}/export`, `${view.key}.json`)}>
        Export as JSON
      </MenuItem>
    </Menu>
  );
}

/** Has the browser keep what is at an address as a file. */
function keep(href: string, name: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
}
