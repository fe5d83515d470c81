'use client';

import { BookOpen, KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { keys } from '#components/query/keys.ts';
import { useMay, useMe } from '#components/query/me.ts';
import { formatCount, usePages } from '#components/query/pages.ts';
import { Button } from '#components/ui/button.tsx';
import { ListStates } from '#components/ui/list-states.tsx';
import { PageBar, PageBody } from '#components/ui/page-bar.tsx';
import { EmptyState, SkeletonRows } from '#components/ui/states.tsx';
import type { ApiKeyView } from '#lib/domain/views/member.ts';
import { ApiKeyDialog } from './api-key-dialog.tsx';
import { ApiKeyEditDialog } from './api-key-edit-dialog.tsx';
import { ApiKeyTable } from './api-key-table.tsx';

/** The keys that programs call the API with. */
export function ApiKeysPage() {
  const me = useMe();
  const may = useMay('api_key.read');
  return me === undefined ? <SkeletonRows /> : may ? <Keys /> : <NotForYou />;
}

function NotForYou() {
  return (
    <>
      <PageBar title="API keys" />
      <EmptyState icon={<KeyRound />} title="Only administrators see API keys">
        Ask one of them for a key with the role that your program needs.
      </EmptyState>
    </>
  );
}

function Keys() {
  const list = usePages<ApiKeyView>([...keys.apiKeys, 'list'], 'api-keys');
  const [creating, setCreating] = useState(false);
  const [editing, setEditing] = useState<ApiKeyView | null>(null);
  const create = (
    <Button variant="go" onClick={() => setCreating(true)}>
      <Plus aria-hidden /> API key
    </Button>
  );
  return (
    <>
      <PageBar title="API keys" count={formatCount(list.count)}>
        <a
          href="/api/docs"
          className="inline-flex h-7 items-center gap-[7px] rounded-lg border border-line bg-raised px-2.5 font-medium text-[12.5px] hover:bg-hover touch:h-11"
        >
          <BookOpen aria-hidden className="size-[15px]" /> API docs
        </a>
        {create}
      </PageBar>
      <PageBody>
        <ListStates
          list={list}
          empty={
            <EmptyState icon={<KeyRound />} title="No API keys">
              A key has a role of its own and can expire; it is shown once and stored hashed.
            </EmptyState>
          }
        >
          <ApiKeyTable apiKeys={list.items} onEdit={setEditing} />
        </ListStates>
      </PageBody>
      {editing && <ApiKeyEditDialog apiKey={editing} onClose={() => setEditing(null)} />}
      {creating && <ApiKeyDialog onClose={() => setCreating(false)} />}
    </>
  );
}
