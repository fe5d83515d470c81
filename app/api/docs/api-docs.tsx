'use client';

import { useEffect, useState } from 'react';
import { Markdown } from '#components/ui/markdown.tsx';
import { ErrorState, SkeletonRows } from '#components/ui/states.tsx';
import { ApiKeyInput } from './api-key-input.tsx';
import { OperationItem } from './operation-item.tsx';
import { groupsOf, type OpenApi } from './operations.ts';

/** The API's own document as a page: every operation, and a form to try it. */
export function ApiDocs() {
  const [document, setDocument] = useState<OpenApi | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const [apiKey, setApiKey] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt fetches anew
  useEffect(() => {
    const end = new AbortController();
    setError(null);
    fetchDocument(end.signal)
      .then(setDocument)
      .catch((reason: unknown) => end.signal.aborted || setError(reason));
    return () => end.abort();
  }, [attempt]);

  return (
    <div className="h-dvh overflow-y-auto">
      <header className="sticky top-0 z-10 flex min-h-11 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b bg-bg px-4 py-2">
        <h1 className="font-[620] text-lg tracking-[-0.01em]">{document?.info?.title ?? 'Watchfloor API'}</h1>
        <span className="text-ink-3">{document?.info?.version}</span>
        <a href="/api/openapi.json" className="text-accent-ink hover:underline">
          openapi.json
        </a>
        <a href="/cases" className="text-accent-ink hover:underline">
          To the floor
        </a>
        <span className="ml-auto">
          <ApiKeyInput value={apiKey} onChange={setApiKey} />
        </span>
      </header>
      {error ? (
        <ErrorState error={error} onRetry={() => setAttempt(attempt + 1)} />
      ) : document ? (
        <Operations document={document} apiKey={apiKey} />
      ) : (
        <SkeletonRows />
      )}
    </div>
  );
}

async function fetchDocument(signal: AbortSignal): Promise<OpenApi> {
  const response = await fetch('/api/openapi.json', { signal });
  if (!response.ok) throw new Error(`The API’s document could not be read: ${response.status}.`);
  return (await response.json()) as OpenApi;
}

function Operations({ document, apiKey }: { document: OpenApi; apiKey: string }) {
  const groups = groupsOf(document);
  return (
    <div className="mx-auto grid max-w-[1240px] grid-cols-[180px_minmax(0,1fr)] gap-6 px-4 py-4 narrow:grid-cols-1">
      <nav
        aria-label="Parts of the API"
        className="sticky top-16 flex h-fit flex-col narrow:static narrow:flex-row narrow:flex-wrap"
      >
        {groups.map(({ tag, operations }) => (
          <a key={tag} href={`#${tag}`} className="flex rounded-md px-2 py-1 text-ink-2 hover:bg-hover hover:text-ink">
            {tag} <span className="num ml-auto pl-2 text-ink-3">{operations.length}</span>
          </a>
        ))}
      </nav>
      <main className="flex min-w-0 flex-col gap-6">
        {document.info?.description && <Markdown text={document.info.description} className="text-ink-2" />}
        {groups.map(({ tag, description, operations }) => (
          <section key={tag} id={tag} aria-label={tag} className="scroll-mt-14">
            <h2 className="pb-1 font-semibold">{tag}</h2>
            {description && <p className="pb-1.5 text-ink-2">{description}</p>}
            <ul className="card overflow-hidden">
              {operations.map((operation) => (
                <li
                  key={operation.id}
                  id={operation.id}
                  className="scroll-mt-14 border-line/55 border-b last:border-b-0"
                >
                  <OperationItem document={document} operation={operation} apiKey={apiKey} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </main>
    </div>
  );
}
