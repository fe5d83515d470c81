'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  CHOSEN_CHANNELS,
  KIND_RULES,
  NOTICE_KINDS,
  type NoticeKind,
  type NoticePreferences,
} from '#lib/domain/notifications/index.ts';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { Button } from '../ui/button.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Table, Td, Th, Tr } from '../ui/table.tsx';
import { useToast } from '../ui/toast.tsx';
import { QuietHoursFields } from './quiet-hours-fields.tsx';
import { CHANNEL_NAMES, isWanted, withWish } from './wishes.ts';

/** What one wants to hear of on which channel, and the hours in which only what is urgent comes. */
export function Preferences() {
  const query = useQuery({
    queryKey: keys.noticePreferences,
    queryFn: ({ signal }) => api.get<NoticePreferences>('me/notice-preferences', {}, signal),
  });
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows />;
  return <Form stored={query.data} />;
}

function Form({ stored }: { stored: NoticePreferences }) {
  const toast = useToast();
  const [wishes, setWishes] = useState(stored);
  const save = useAct((next: NoticePreferences) => api.put<NoticePreferences>('me/notice-preferences', next), {
    stale: [keys.noticePreferences],
    inline: true,
    done: () => toast({ title: 'Saved what you hear of', tone: 'ok' }),
  });
  return (
    <form
      noValidate
      className="flex max-w-[860px] flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save.act(wishes);
      }}
    >
      <p className="max-w-[68ch] text-ink-2">
        Everything stands here under Notices. Choose what also comes to you elsewhere. Where a channel fails, the next
        one is tried; a breach or a late revocation reaches you on one channel whatever you switch off.
      </p>
      <Table caption="Channels by kind of notice">
        <thead>
          <tr>
            <Th>When</Th>
            {CHOSEN_CHANNELS.map((channel) => (
              <Th key={channel} className="w-20 text-center narrow:w-14">
                {CHANNEL_NAMES[channel]}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {NOTICE_KINDS.map((kind) => (
            <KindRow key={kind} kind={kind} wishes={wishes} onWishes={setWishes} />
          ))}
        </tbody>
      </Table>
      <QuietHoursFields
        hours={wishes.quietHours}
        error={save.field}
        onHours={(quietHours) => setWishes({ ...wishes, quietHours })}
      />
      {save.error && (
        <p role="alert" className="text-critical">
          {save.error.message}
        </p>
      )}
      <span>
        <Button variant="go" type="submit" busy={save.busy}>
          Save
        </Button>
      </span>
    </form>
  );
}

function KindRow({
  kind,
  wishes,
  onWishes,
}: {
  kind: NoticeKind;
  wishes: NoticePreferences;
  onWishes: (wishes: NoticePreferences) => void;
}) {
  const { label, urgent } = KIND_RULES[kind];
  return (
    <Tr>
      <Td>
        {label}
        {urgent && <span className="text-ink-3 text-sm"> · also in quiet hours</span>}
      </Td>
      {CHOSEN_CHANNELS.map((channel) => (
        <Td key={channel} className="text-center">
          <label className="-m-1.5 inline-grid size-7 cursor-pointer place-items-center touch:size-11">
            <input
              type="checkbox"
              aria-label={`${label}: ${CHANNEL_NAMES[channel]}`}
              checked={isWanted(wishes, kind, channel)}
              onChange={(event) => onWishes(withWish(wishes, kind, channel, event.target.checked))}
              className="size-3.5 accent-accent"
            />
          </label>
        </Td>
      ))}
    </Tr>
  );
}
