'use client';

import type { CaseObservableView, CaseView } from '#lib/domain/views/case.ts';
import type { RunListItem } from '#lib/domain/views/run.ts';
import { AiOutputs } from '../ai/ai-outputs.tsx';
import { CaseFiles, useCaseFiles } from '../files/case-files.tsx';
import { CaseObservables } from '../observables/case-observables.tsx';
import { keys } from '../query/keys.ts';
import { usePages } from '../query/pages.ts';
import { CaseRelated, useRelated } from '../related/case-related.tsx';
import { TabPanel, Tabs } from '../ui/tabs.tsx';
import { AttackTimeline } from './attack-timeline.tsx';
import { CaseEvents } from './case-events.tsx';
import { CaseRuns } from './case-runs.tsx';
import { Timeline } from './timeline.tsx';

export const CASE_TABS = ['timeline', 'observables', 'attack', 'events', 'related', 'files', 'runs'] as const;
export type CaseTab = (typeof CASE_TABS)[number];

export function useCaseRuns(caseKey: string) {
  return usePages<RunListItem>(keys.caseRuns(caseKey), `cases/${caseKey}/runs`);
}

export function CaseTabs({
  view,
  tab,
  onTab,
  observables,
}: {
  view: CaseView;
  tab: CaseTab;
  onTab: (tab: CaseTab) => void;
  observables: ReturnType<typeof usePages<CaseObservableView>>;
}) {
  const runs = useCaseRuns(view.key);
  const related = useRelated(view.key).data;
  const files = useCaseFiles(view.key);
  return (
    <Tabs
      label="Parts of the case"
      value={tab}
      onValueChange={(next) => onTab(next as CaseTab)}
      items={[
        { id: 'timeline', label: 'Timeline' },
        { id: 'observables', label: 'Observables', count: view.observableCount },
        { id: 'attack', label: 'Attack' },
        { id: 'events', label: 'Events', count: view.eventCount },
        {
          id: 'related',
          label: 'Related',
          count: related ? related.similar.length + related.linked.length : undefined,
        },
        { id: 'files', label: 'Files', count: files.count?.value },
        { id: 'runs', label: 'Runs', count: runs.count?.value },
      ]}
    >
      <TabPanel id="timeline">
        <Timeline caseKey={view.key} runs={runs.items} />
      </TabPanel>
      <TabPanel id="observables">
        <CaseObservables caseKey={view.key} observables={observables} />
      </TabPanel>
      <TabPanel id="attack">
        <AttackTimeline view={view} />
      </TabPanel>
      <TabPanel id="events">
        <CaseEvents caseKey={view.key} />
      </TabPanel>
      <TabPanel id="related">
        <CaseRelated caseKey={view.key} />
      </TabPanel>
      <TabPanel id="files">
        <CaseFiles caseKey={view.key} files={files} />
      </TabPanel>
      <TabPanel id="runs">
        <CaseRuns runs={runs} />
        <AiOutputs caseKey={view.key} />
      </TabPanel>
    </Tabs>
  );
}
