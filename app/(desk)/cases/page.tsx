import type { Metadata } from 'next';
import { CasesPage } from '#components/cases-list/cases-page.tsx';

export const metadata: Metadata = { title: 'Cases' };

export default function Page() {
  return <CasesPage />;
}
