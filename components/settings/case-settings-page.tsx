'use client';

import { useMe } from '#components/query/me.ts';
import { useUrlParams } from '#components/query/url-params.ts';
import { PageBar, PageBody } from '#components/ui/page-bar.tsx';
import { SkeletonRows } from '#components/ui/states.tsx';
import { TabPanel, Tabs } from '#components/ui/tabs.tsx';
import { CustomFieldsPanel } from '../custom-fields/custom-fields-panel.tsx';
import { CategoriesPanel } from './categories-panel.tsx';
import { StatesPanel } from './states-panel.tsx';

const TABS = [
  { id: 'states', label: 'States' },
  { id: 'categories', label: 'Categories' },
  { id: 'fields', label: 'Custom fields' },
];

/** What the house calls the states and categories of its cases, and what it asks of them beyond what ships. */
export function CaseSettingsPage() {
  const me = useMe();
  const [{ tab }, set] = useUrlParams(['tab']);
  const shown = TABS.some(({ id }) => id === tab) ? tab : 'states';
  return (
    <>
      <PageBar title="Case settings" />
      <PageBody className="px-3.5 py-2">
        {/* Tabs write inline styles, which the policy refuses in what the server sends: they come once it is known who looks. */}
        {me === undefined ? (
          <SkeletonRows />
        ) : (
          <Tabs
            label="Case settings"
            items={TABS}
            value={shown}
            onValueChange={(id) => set({ tab: id === 'states' ? '' : id })}
          >
            <TabPanel id="states">
              <StatesPanel />
            </TabPanel>
            <TabPanel id="categories">
              <CategoriesPanel />
            </TabPanel>
            <TabPanel id="fields">
              <CustomFieldsPanel />
            </TabPanel>
          </Tabs>
        )}
      </PageBody>
    </>
  );
}
