import type { Metadata } from 'next';
import { DeliveryPage } from '#components/deliveries/delivery-page.tsx';

export const metadata: Metadata = { title: 'Delivery' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <DeliveryPage id={id} />;
}
