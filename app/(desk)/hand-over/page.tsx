import type { Metadata } from 'next';
import { HandOverPage } from '#components/hand-overs/hand-over-page.tsx';

export const metadata: Metadata = { title: 'Hand-over' };

export default function Page() {
  return <HandOverPage />;
}
