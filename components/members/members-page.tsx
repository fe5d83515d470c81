'use client';

import { Plus, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { formatCount, usePages } from '#components/query/pages.ts';
import { Button } from '#components/ui/button.tsx';
import { ListStates } from '#components/ui/list-states.tsx';
import { PageBar, PageBody } from '#components/ui/page-bar.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import type { MemberView } from '#lib/domain/views/member.ts';
import { MemberDialog } from './member-dialog.tsx';
import { MemberTable } from './member-table.tsx';
import { OncePasswordDialog } from './once-password-dialog.tsx';
import { OwnShift } from './own-shift.tsx';

/** Who works here, in which tier, when, and how much each has open. */
export function MembersPage() {
  const list = usePages<MemberView>([...keys.members, 'list'], 'members', {}, { limit: 200 });
  const may = useMay('member.write');
  const [editing, setEditing] = useState<MemberView | 'new' | null>(null);
  const [password, setPassword] = useState<{ name: string; email: string; password: string } | null>(null);
  const add = may && (
    <Button variant="go" onClick={() => setEditing('new')}>
      <Plus aria-hidden /> Member
    </Button>
  );
  return (
    <>
      <PageBar title="Members" count={formatCount(list.count)}>
        <OwnShift />
        {add}
      </PageBar>
      <PageBody>
        <ListStates list={list} empty={<EmptyState icon={<UsersRound />} title="No members" />}>
          <MemberTable members={list.items} onEdit={may ? setEditing : undefined} />
        </ListStates>
      </PageBody>
      {editing && (
        <MemberDialog
          member={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onPassword={(once) => {
            setEditing(null);
            setPassword(once);
          }}
        />
      )}
      {password && <OncePasswordDialog {...password} onClose={() => setPassword(null)} />}
    </>
  );
}
