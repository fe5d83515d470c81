import { CodeBlock } from '#components/ui/code-block.tsx';
import { observableTypeName } from '#components/ui/names.ts';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import { Untrusted } from '#components/ui/untrusted.tsx';
import { defang } from '#lib/domain/observables/defang.ts';
import type { ObservableType } from '#lib/domain/observables/types.ts';
import type { DryRun } from '#lib/domain/views/intake.ts';
import { OutcomeTag } from './outcome.tsx';

/** What would happen, in one sentence, then what it rests on. */
export function DryRunResult({ result }: { result: DryRun }) {
  return (
    <div className="flex flex-col gap-3">
      <div className="card flex flex-col gap-1.5 px-3 py-2.5">
        <p className="flex flex-wrap items-center gap-2">
          <OutcomeTag outcome={result.outcome} />
          <b className="font-[550]">{result.effect}</b>
        </p>
        {result.reason && <p className="text-ink-2">{result.reason}</p>}
        {result.objectKey && (
          <p className="font-mono text-ink-3 text-sm">
            <Untrusted>{result.objectKey}</Untrusted>
          </p>
        )}
      </div>
      <Notes notes={result.notes} />
      {result.observables.length > 0 && (
        <div className="card max-h-64 overflow-y-auto">
          <Table caption="Observables that would be added">
            <thead>
              <tr>
                <Th>Observable</Th>
                <Th>Type</Th>
                <Th>Role</Th>
                <Th className="narrow:hidden">Found in</Th>
              </tr>
            </thead>
            <tbody>
              {result.observables.map((found) => (
                <Tr key={`${found.type} ${found.value} ${found.path}`}>
                  <Td className="font-mono text-sm">{defang(found.type as ObservableType, found.value)}</Td>
                  <Td className="text-ink-2">{observableTypeName(found.type as ObservableType)}</Td>
                  <Td className="text-ink-2">{found.role}</Td>
                  <Td className="font-mono text-ink-3 text-xs narrow:hidden">{found.path}</Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
      {result.mapped !== undefined && <CodeBlock code={result.mapped} label="what the mapping made of it" />}
    </div>
  );
}

/** What a mapping or a classification remarks on. */
export function Notes({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className="list-disc pl-5 text-ink-2">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
