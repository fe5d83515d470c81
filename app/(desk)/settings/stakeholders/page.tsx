import type { Metadata } from 'next';
import { StakeholdersPage } from '#components/stakeholders/stakeholders-page.tsx';

export const metadata: Metadata = { title: 'Stakeholders' };

export default function Page() {
  return <StakeholdersPage />;
}
