import type { Metadata } from 'next';
import { Brand } from '#components/shell/brand.tsx';
import { SignOutButton } from '#components/shell/sign-out-button.tsx';

export const metadata: Metadata = { title: 'Sign out' };

/** Where next-auth's own address of signing out leads; the desk signs out by its menu. */
export default function SignOutPage() {
  return (
    <main className="grid min-h-full place-items-center p-6">
      <div className="flex w-full max-w-[340px] flex-col gap-6">
        <div className="flex justify-center">
          <Brand />
        </div>
        <section aria-labelledby="sign-out" className="card flex flex-col gap-4 p-5">
          <h1 id="sign-out" className="font-[620] text-lg">
            Sign out
          </h1>
          <p className="text-ink-2">The session of this browser ends. Others of yours go on.</p>
          <SignOutButton />
        </section>
      </div>
    </main>
  );
}
