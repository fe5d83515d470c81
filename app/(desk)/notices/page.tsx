import type { Metadata } from 'next';
import { NoticesPage } from '#components/notices/notices-page.tsx';

export const metadata: Metadata = { title: 'Notices' };

export default function Page() {
  return <NoticesPage />;
}
