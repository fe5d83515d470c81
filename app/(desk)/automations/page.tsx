import type { Metadata } from 'next';
import { AutomationsPage } from '#components/automations/automations-page.tsx';

export const metadata: Metadata = { title: 'Automations' };

export default function Page() {
  return <AutomationsPage />;
}
