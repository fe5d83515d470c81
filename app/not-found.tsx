import Link from 'next/link';
import { Brand } from '#components/shell/brand.tsx';

export default function NotFound() {
  return (
    <main className="grid min-h-full place-items-center p-6">
      <div className="flex max-w-sm flex-col items-center gap-3 text-center">
        <Brand />
        <h1 className="font-[620] text-xl">This page does not exist</h1>
        <p className="text-ink-2">The address is wrong, or what stood here is gone.</p>
        <Link href="/cases" className="text-accent-ink underline underline-offset-2">
          To the cases
        </Link>
      </div>
    </main>
  );
}
