'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { CalendarView, PolicyView } from '#lib/domain/views/sla.ts';
import { useMay } from '../../query/me.ts';
import { Button } from '../../ui/button.tsx';
import { PageBar, PageBody } from '../../ui/page-bar.tsx';
import { ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { TabPanel, Tabs } from '../../ui/tabs.tsx';
import { CalendarDialog } from './calendar-dialog.tsx';
import { CalendarTable } from './calendar-table.tsx';
import { ChoicePreview } from './choice-preview.tsx';
import { PolicyDialog } from './policy-dialog.tsx';
import { PolicyTable } from './policy-table.tsx';
import { useCalendars, usePolicies } from './use-sla-settings.ts';

type Editing =
  | { what: 'policy'; policy: PolicyView | null }
  | { what: 'calendar'; calendar: CalendarView | null }
  | null;

/** What is promised, to whom, and when time counts. */
export function SlaSettingsPage() {
  const [tab, setTab] = useState('policies');
  const [editing, setEditing] = useState<Editing>(null);
  const may = useMay('sla.write');
  const policies = usePolicies();
  const calendars = useCalendars();
  const active = policies.data?.filter(({ status }) => status !== 'retired');
  const error = policies.error ?? calendars.error;
  const retry = () => void Promise.all([policies.refetch(), calendars.refetch()]);
  const close = () => setEditing(null);
  return (
    <>
      <PageBar title="SLA policies">
        {may && tab === 'policies' && (
          <Button variant="go" onClick={() => setEditing({ what: 'policy', policy: null })}>
            <Plus aria-hidden /> Policy
          </Button>
        )}
        {may && tab === 'calendars' && (
          <Button variant="go" onClick={() => setEditing({ what: 'calendar', calendar: null })}>
            <Plus aria-hidden /> Calendar
          </Button>
        )}
      </PageBar>
      <PageBody>
        {error && !policies.data && <ErrorState error={error} onRetry={retry} />}
        {(policies.isPending || calendars.isPending) && <SkeletonRows />}
        {policies.data && calendars.data && (
          <Tabs
            label="Policies and calendars"
            value={tab}
            onValueChange={setTab}
            items={[
              { id: 'policies', label: 'Policies', count: active?.length },
              { id: 'calendars', label: 'Calendars', count: calendars.data.length },
            ]}
            className="[&>[role=tablist]]:mx-0 [&>[role=tablist]]:px-3.5"
          >
            <TabPanel id="policies">
              <ChoicePreview />
              <PolicyTable
                policies={policies.data}
                editable={may}
                onEdit={(policy) => setEditing({ what: 'policy', policy })}
              />
            </TabPanel>
            <TabPanel id="calendars">
              <CalendarTable
                calendars={calendars.data}
                editable={may}
                onEdit={(calendar) => setEditing({ what: 'calendar', calendar })}
              />
            </TabPanel>
          </Tabs>
        )}
      </PageBody>
      {editing?.what === 'policy' && (
        <PolicyDialog policy={editing.policy} calendars={calendars.data ?? []} onClose={close} />
      )}
      {editing?.what === 'calendar' && <CalendarDialog calendar={editing.calendar} onClose={close} />}
    </>
  );
}
