'use client';

import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { useNow } from '#components/ui/clock.ts';
import { cn } from '#components/ui/cn.ts';
import { ConfirmButton } from '#components/ui/confirm-button.tsx';
import { sentence } from '#components/ui/names.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { ApiKeyView } from '#lib/domain/views/member.ts';

export function ApiKeyTable({
  apiKeys,
  onEdit,
}: {
  apiKeys: readonly ApiKeyView[];
  onEdit: (key: ApiKeyView) => void;
}) {
  const toast = useToast();
  const may = useMay('api_key.write');
  const now = useNow(60);
  const revoke = useAct((id: string) => api.delete<ApiKeyView>(`api-keys/${id}`), {
    stale: [keys.apiKeys],
    done: ({ name }) => toast({ title: `${name} is revoked`, tone: 'ok' }),
  });
  return (
    <Table caption="API keys">
      <thead>
        <tr>
          <Th>Key</Th>
          <Th className="w-24 narrow:hidden">Role</Th>
          <Th className="w-28 narrow:hidden">Last used</Th>
          <Th className="w-28 narrow:hidden">Expires</Th>
          <Th className="narrow:hidden">Made</Th>
          <Th className="w-24">State</Th>
          <Th className="w-24">
            <span className="sr-only">Acts</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {apiKeys.map((key) => {
          const state = stateOf(key, now);
          return (
            <Tr key={key.id} className={cn(state !== 'active' && 'text-ink-3')}>
              <Td className="max-w-72">
                {may && !key.revokedAt ? (
                  <button
                    type="button"
                    aria-label={`Edit ${key.name}`}
                    onClick={() => onEdit(key)}
                    className="block max-w-full truncate font-[510] hover:underline"
                  >
                    {key.name}
                  </button>
                ) : (
                  <span className="block truncate font-[510]">{key.name}</span>
                )}
                <span className="block truncate font-mono text-ink-3 text-xs">
                  {key.prefix}… <span className="hidden font-sans narrow:inline">· {sentence(key.role)}</span>
                </span>
              </Td>
              <Td className="narrow:hidden">{sentence(key.role)}</Td>
              <Td className="whitespace-nowrap narrow:hidden">
                {key.lastUsedAt ? <RelativeTime at={key.lastUsedAt} /> : 'never'}
              </Td>
              <Td className="whitespace-nowrap narrow:hidden">
                {key.expiresAt ? <RelativeTime at={key.expiresAt} /> : 'never'}
              </Td>
              <Td className="max-w-48 truncate narrow:hidden">
                <RelativeTime at={key.createdAt} /> by {key.createdBy}
              </Td>
              <Td>
                {state === 'active' ? (
                  <Tag tone="ok">Active</Tag>
                ) : (
                  <Tag dashed>{state === 'revoked' ? 'Revoked' : 'Expired'}</Tag>
                )}
              </Td>
              <Td className="text-right">
                {may && state === 'active' && (
                  <ConfirmButton
                    variant="bad"
                    aria-label={`Revoke ${key.name}`}
                    title={`Revoke ${key.name}?`}
                    message="Whatever uses it is refused from now on. This cannot be undone."
                    confirm="Revoke key"
                    onConfirm={() => revoke.act(key.id)}
                  >
                    Revoke
                  </ConfirmButton>
                )}
              </Td>
            </Tr>
          );
        })}
      </tbody>
    </Table>
  );
}

function stateOf(key: ApiKeyView, now: number | null): 'active' | 'expired' | 'revoked' {
  if (key.revokedAt) return 'revoked';
  return key.expiresAt && now !== null && Date.parse(key.expiresAt) <= now ? 'expired' : 'active';
}
