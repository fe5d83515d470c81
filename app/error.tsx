'use client';

import { ErrorState } from '#components/ui/states.tsx';

/** A page that broke while it was drawn. The cause is in the browser's and the server's log. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const shown = { title: 'This page broke.', detail: error.digest ? `Reference ${error.digest}` : error.message };
  return (
    <main className="grid min-h-full place-items-center">
      <ErrorState error={Object.assign(new Error(shown.title), shown)} onRetry={reset} />
    </main>
  );
}
