import type { Metadata } from 'next';
import { OwnAssetsPage } from '#components/own-assets/own-assets-page.tsx';

export const metadata: Metadata = { title: 'Own assets' };

export default function Page() {
  return <OwnAssetsPage />;
}
