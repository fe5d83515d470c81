import type { Metadata } from 'next';
import { CaseSettingsPage } from '#components/settings/case-settings-page.tsx';

export const metadata: Metadata = { title: 'Case settings' };

export default function Page() {
  return <CaseSettingsPage />;
}
