'use client';

import type { AiOutputView } from '#lib/domain/views/ai-output.ts';
import { keys } from '../query/keys.ts';
import { usePages } from '../query/pages.ts';
import { Button } from '../ui/button.tsx';
import { AiOutputEntry } from './ai-output-entry.tsx';

/** What the model, or the rules in its place, have answered about a case: each with what is behind it. Nothing where nobody was asked. */
export function AiOutputs({ caseKey }: { caseKey: string }) {
  const outputs = usePages<AiOutputView>(keys.caseAiOutputs(caseKey), `cases/${caseKey}/ai-outputs`, {}, { limit: 20 });
  if (outputs.items.length === 0) return null;
  return (
    <section aria-labelledby="ai-outputs" className="mt-4 flex flex-col gap-2">
      <h3 id="ai-outputs" className="font-semibold text-ink-2 text-sm">
        Analyses
      </h3>
      <ul className="card divide-y divide-line">
        {outputs.items.map((output) => (
          <AiOutputEntry key={output.id} output={output} />
        ))}
      </ul>
      {outputs.hasMore && (
        <Button className="self-start" busy={outputs.isFetchingMore} onClick={outputs.more}>
          Show more
        </Button>
      )}
    </section>
  );
}
