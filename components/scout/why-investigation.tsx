'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AiOutputView } from '#lib/domain/views/ai-output.ts';
import { WhyAnswer } from '../ai/why-answer.tsx';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { ErrorState } from '../ui/states.tsx';

/** Behind “Why”: who answered, with what, at what cost, and the answer as it is kept. Fetched once somebody asks. */
export function WhyInvestigation({ caseKey, outputId }: { caseKey: string; outputId: string }) {
  const [open, setOpen] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: [...keys.caseAiOutputs(caseKey), outputId],
    queryFn: ({ signal }) => api.get<AiOutputView>(`cases/${caseKey}/ai-outputs/${outputId}`, {}, signal),
    enabled: open,
  });
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer text-ink-2 text-sm">Why</summary>
      <div className="-mx-3.5 mt-2">
        {error && <ErrorState error={error} onRetry={() => void refetch()} />}
        {data && <WhyAnswer output={data} />}
      </div>
    </details>
  );
}
