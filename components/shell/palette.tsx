'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { keyOf, numberOf } from '#lib/domain/case.ts';
import type { CaseListItem, ObservableView } from '#lib/domain/views/case.ts';
import type { Page } from '#lib/domain/views/common.ts';
import { addressOf } from '../cases-list/filters.ts';
import { addressOfView, useSavedViews } from '../cases-list/saved-views.ts';
import { VIEWS } from '../cases-list/views.ts';
import { api } from '../query/api.ts';
import { useMe } from '../query/me.ts';
import { useMembers } from '../query/members.ts';
import { withoutBidi } from '../ui/bidi.ts';
import { Picker } from '../ui/picker.tsx';
import { PickerDialog } from '../ui/picker-dialog.tsx';
import { type Command, useAllCommands } from './commands.tsx';
import { DESTINATIONS } from './destinations.ts';
import { namedFirst, rankCommands } from './rank.ts';
import { searchAddress } from './search.tsx';
import { useDebounced } from './use-debounced.ts';

/** ⌘K: what this page can do, cases by key, indicator or words, and every page. */
export function Palette({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <PickerDialog open={open} onOpenChange={onOpenChange} title={LABEL}>
      <PaletteBody onDone={() => onOpenChange(false)} />
    </PickerDialog>
  );
}

const LABEL = 'Find cases, observables, members, pages and actions';

function PaletteBody({ onDone }: { onDone: () => void }) {
  const [text, setText] = useState('');
  const options = useShownCommands(text);
  return (
    <Picker
      label={LABEL}
      placeholder="A key, an indicator, words, or what you want to do …"
      text={text}
      onText={setText}
      options={options}
      onPick={(command) => {
        onDone();
        // After the dialog gave the focus back, so that what opens next can take it.
        setTimeout(command.run);
      }}
      empty="Nothing is called that."
    />
  );
}

function useShownCommands(text: string): Command[] {
  const router = useRouter();
  const me = useMe();
  const own = useAllCommands();
  const reads = me !== undefined && !me.mustChangePassword && me.may.includes('case.read');
  const saved = useSavedViews();
  const words = useDebounced(text.trim(), 120);
  const found = useQuery({
    queryKey: ['cases', 'palette', words],
    queryFn: ({ signal }) => api.get<Page<CaseListItem>>('cases', { q: words, limit: 8, sort: 'rank' }, signal),
    enabled: words.length >= 2 && reads,
    placeholderData: (previous) => previous,
  }).data;

  const observables = useQuery({
    queryKey: ['observables', 'palette', words],
    queryFn: ({ signal }) => api.get<Page<ObservableView>>('observables', { value: words, limit: 4 }, signal),
    enabled: words.length >= 4 && reads,
    placeholderData: (previous) => previous,
  }).data;
  const { members } = useMembers();

  const pages = useMemo<Command[]>(() => {
    const go = (href: string) => () => router.push(href);
    return [
      ...(reads ? VIEWS : []).map((view) => ({
        id: `view-${view.id}`,
        group: 'Views',
        title: view.title,
        run: go(addressOf(view.filters)),
      })),
      ...saved.map((view) => ({
        id: `saved-${view.id}`,
        group: 'Views',
        title: view.name,
        run: go(addressOfView(view)),
      })),
      ...members.map((member) => ({
        id: `member-${member.id}`,
        group: 'Members',
        title: member.name,
        hint: `${member.openCases} open`,
        run: go(addressOf({ assignee: [member.id] })),
      })),
      ...DESTINATIONS.flatMap(({ title, items }) =>
        items
          .filter((item) => me?.may.includes(item.may))
          .map((item) => ({
            id: `page-${item.href}`,
            group: 'Pages',
            title: item.title,
            hint: title,
            run: go(item.href),
          })),
      ),
    ];
  }, [router, me, reads, saved, members]);

  const query = text.trim();
  const cases: Command[] = [];
  const number = numberOf(query) ?? (/^\d{1,15}$/.test(query) ? Number(query) : null);
  if (reads && number !== null) {
    cases.push({
      id: 'open-key',
      group: 'Cases',
      title: `Open ${keyOf(number)}`,
      run: () => router.push(`/cases/${keyOf(number)}`),
    });
  }
  if (reads && query.length >= 2) {
    for (const one of found?.items ?? []) {
      if (number !== null && one.key === keyOf(number)) continue;
      cases.push({
        id: one.key,
        group: 'Cases',
        title: withoutBidi(one.title),
        hint: one.key,
        run: () => router.push(`/cases/${one.key}`),
      });
    }
    cases.push({
      id: 'search',
      group: 'Cases',
      title: `Search for “${query}”`,
      hint: 'all cases',
      run: () => router.push(searchAddress(query)),
    });
    for (const one of observables?.items ?? []) {
      cases.push({
        id: one.id,
        group: 'Observables',
        title: one.defanged,
        hint: one.verdict,
        run: () => router.push(`/observables/${one.id}`),
      });
    }
  }
  const { named, rest } = namedFirst([...own, ...pages], query);
  const isOwn = new Set(own);
  return [
    ...named,
    ...rankCommands(
      rest.filter((command) => isOwn.has(command)),
      query,
    ),
    ...cases,
    ...rankCommands(
      rest.filter((command) => !isOwn.has(command)),
      query,
    ),
  ];
}
