import type { Metadata } from 'next';
import { Brand } from '#components/shell/brand.tsx';
import { safeNext } from '#components/shell/safe-next.ts';
import { SignInForm } from '#components/shell/sign-in-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const { next } = await searchParams;
  return (
    <main className="grid min-h-full place-items-center p-6">
      <div className="flex w-full max-w-[340px] flex-col gap-6">
        <div className="flex justify-center">
          <Brand />
        </div>
        <section aria-labelledby="sign-in" className="card p-5">
          <h1 id="sign-in" className="mb-4 font-[620] text-lg">
            Sign in
          </h1>
          <SignInForm next={safeNext(next)} />
        </section>
      </div>
    </main>
  );
}
