import type { Metadata } from 'next';
import { RunbookPage } from '#components/runbooks/runbook-page.tsx';

export const metadata: Metadata = { title: 'Runbook' };

export default async function Page({ params }: { params: Promise<{ key: string }> }) {
  const { key } = await params;
  return <RunbookPage runbookKey={decodeURIComponent(key)} />;
}
