import type { Metadata } from 'next';
import { ChangePasswordPage } from '#components/members/change-password-page.tsx';

export const metadata: Metadata = { title: 'Change password' };

export default function Page() {
  return <ChangePasswordPage />;
}
