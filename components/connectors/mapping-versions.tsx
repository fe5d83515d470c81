'use client';

import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { Button } from '#components/ui/button.tsx';
import { ConfirmButton } from '#components/ui/confirm-button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { MappingView } from '#lib/domain/views/intake.ts';

/** Every version, newest first, the shipped one last; any of them can be put back. */
export function MappingVersions({
  connector,
  versions,
  onOpen,
}: {
  connector: string;
  versions: readonly MappingView[];
  onOpen: (expression: string) => void;
}) {
  const may = useMay('mapping.write');
  const toast = useToast();
  const activate = useAct((id: string) => api.post<MappingView>(`mappings/${encodeURIComponent(id)}/activate`), {
    stale: [keys.mappings(connector)],
    done: (version) => {
      onOpen(version.expression);
      toast({ title: 'Version is active', tone: 'ok' });
    },
  });
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold text-ink-2 text-sm">Versions</h2>
      <div className="card overflow-hidden">
        <Table caption={`Versions of the mapping of ${connector}`}>
          <thead>
            <tr>
              <Th>Note</Th>
              <Th className="w-40 narrow:hidden">By</Th>
              <Th className="w-32 narrow:hidden">Saved</Th>
              <Th className="w-20">State</Th>
              <Th className="w-44">
                <span className="sr-only">Acts</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {versions.map((version) => (
              <Tr key={version.id}>
                <Td className="w-full max-w-0 truncate">
                  {version.note || (version.shipped ? 'As shipped' : 'No note')}
                </Td>
                <Td className="max-w-40 truncate text-ink-2 narrow:hidden">{version.createdBy}</Td>
                <Td className="whitespace-nowrap text-ink-2 narrow:hidden">
                  {version.createdAt ? (
                    <RelativeTime at={version.createdAt} />
                  ) : (
                    <span className="text-ink-3">shipped</span>
                  )}
                </Td>
                <Td>{version.active && <Tag tone="ok">Active</Tag>}</Td>
                <Td>
                  <span className="flex justify-end gap-1.5">
                    <Button variant="ghost" onClick={() => onOpen(version.expression)}>
                      Open
                    </Button>
                    {may && !version.active && (
                      <ConfirmButton
                        title="Put this version back?"
                        message="What comes in from now on is read with it. Cases that are there stay as they are."
                        confirm="Activate version"
                        onConfirm={() => activate.act(version.id)}
                      >
                        Activate
                      </ConfirmButton>
                    )}
                  </span>
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
    </section>
  );
}
