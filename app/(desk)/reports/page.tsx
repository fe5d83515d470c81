import type { Metadata } from 'next';
import { ReportsPage } from '#components/dashboard/reports-page.tsx';

export const metadata: Metadata = { title: 'Reports' };

export default function Page() {
  return <ReportsPage />;
}
