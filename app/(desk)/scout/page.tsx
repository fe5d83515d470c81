import type { Metadata } from 'next';
import { ScoutPage } from '#components/scout/scout-page.tsx';

export const metadata: Metadata = { title: 'Scout' };

export default function Page() {
  return <ScoutPage />;
}
