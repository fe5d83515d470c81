'use client';

import { Sparkles } from 'lucide-react';
import { useState } from 'react';
import { WhyDetails } from '#components/ai/why-details.tsx';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { Button } from '#components/ui/button.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Textarea } from '#components/ui/input.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { MappingProposalView } from '#lib/domain/views/mapping-proposal.ts';

/** A pasted body becomes a proposed mapping, with what it makes of the body. Taking it fills the editor; saving stays a press of its own. */
export function ProposalDialog({ connector, onTake }: { connector: string; onTake: (expression: string) => void }) {
  const [open, setOpen] = useState(false);
  const [body, setBody] = useState('');
  const propose = useAct(
    (text: string) => api.post<MappingProposalView>('mappings/propose', { connector, body: text }),
    { inline: true },
  );
  const proposal = propose.result;
  return (
    <div>
      <Button onClick={() => setOpen(true)}>
        <Sparkles aria-hidden className="size-[15px]" /> Propose from a sample
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Propose from a sample"
        description="Paste one event as the source sends it. Nothing is saved until you save it."
        width="xl"
      >
        <form
          noValidate
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            void propose.act(body);
          }}
        >
          <Field label="Sample" error={propose.field('body')}>
            <Textarea
              mono
              rows={8}
              value={body}
              placeholder="{ … }"
              onChange={(event) => {
                setBody(event.target.value);
                propose.reset();
              }}
            />
          </Field>
          {propose.error && !propose.field('body') && (
            <p role="alert" className="text-critical">
              {propose.error.message}
            </p>
          )}
          <div className="flex flex-wrap justify-end gap-2">
            <Button
              type="submit"
              variant={proposal ? 'default' : 'go'}
              busy={propose.busy}
              disabled={body.trim() === ''}
            >
              Propose
            </Button>
            {proposal && (
              <Button
                variant="go"
                onClick={() => {
                  onTake(proposal.expression);
                  setOpen(false);
                }}
              >
                Take into the editor
              </Button>
            )}
          </div>
          <div aria-live="polite">{proposal && <Proposal proposal={proposal} />}</div>
        </form>
      </Dialog>
    </div>
  );
}

function Proposal({ proposal }: { proposal: MappingProposalView }) {
  const { by, model, why, missing, preview, expression } = proposal;
  return (
    <div className="flex flex-col gap-2.5">
      <p className="flex flex-wrap items-center gap-2">
        {preview.ok ? <Tag tone="ok">Readable</Tag> : <Tag tone="high">Would be quarantined</Tag>}
        <span className="text-ink-2">{by === 'model' ? `Proposed by ${model}` : 'Proposed by rules'}</span>
      </p>
      {why.reason && <p className="text-ink-3">{why.reason}</p>}
      {missing.length > 0 && <p className="text-high">Nothing was found for: {missing.join(', ')}.</p>}
      {preview.reason && <p className="text-high">{preview.reason}</p>}
      <div className="grid min-w-0 grid-cols-2 gap-3 narrow:grid-cols-1">
        <div className="min-w-0">
          <h3 className="mb-1 text-ink-3 text-xs">Expression</h3>
          <CodeBlock code={expression} label="proposed expression" />
        </div>
        {preview.mapped !== undefined && (
          <div className="min-w-0">
            <h3 className="mb-1 text-ink-3 text-xs">What it makes of the sample</h3>
            <CodeBlock code={preview.mapped} label="result of the proposal" />
          </div>
        )}
      </div>
      <WhyDetails why={why} />
    </div>
  );
}
