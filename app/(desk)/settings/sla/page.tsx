import type { Metadata } from 'next';
import { SlaSettingsPage } from '#components/sla/settings/sla-settings-page.tsx';

export const metadata: Metadata = { title: 'SLA policies' };

export default function Page() {
  return <SlaSettingsPage />;
}
