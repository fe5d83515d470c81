import type { Metadata } from 'next';
import { SlaPage } from '#components/dashboard/sla-page.tsx';

export const metadata: Metadata = { title: 'SLA' };

export default function Page() {
  return <SlaPage />;
}
