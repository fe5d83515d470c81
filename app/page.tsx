import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { identify } from '#lib/auth/identify.ts';
import { accessTo } from '#lib/domain/permissions.ts';

/** The desk begins at the cases; who sees none begins where access is asked for and decided about. */
export default async function HomePage() {
  const asked = new Request('http://localhost/', { headers: await headers() });
  const identity = await identify(asked, new Date()).catch(() => null);
  const reads = identity === null || accessTo(identity.actor.role, 'case.read') !== 'no';
  redirect(reads ? '/cases' : '/access');
}
