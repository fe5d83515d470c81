import type { Metadata } from 'next';
import { AutomationPage } from '#components/automations/automation-page.tsx';

export const metadata: Metadata = { title: 'Automation' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <AutomationPage id={id} />;
}
