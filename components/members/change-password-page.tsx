'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { useMe } from '#components/query/me.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { PageBar, PageBody } from '#components/ui/page-bar.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { Me } from '#lib/domain/views/member.ts';
import { passwordProblems } from './password-problems.ts';

/** One's own password. The first sign-in with a one-time password leads here and nowhere else. */
export function ChangePasswordPage() {
  const me = useMe();
  const client = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const [form, setForm] = useState({ current: '', next: '', again: '' });
  const [tried, setTried] = useState(false);
  const problems = passwordProblems(form);
  const shown = tried ? problems : {};
  const change = useAct((body: { current: string; next: string }) => api.post<void>('me/password', body), {
    inline: true,
    done: () => {
      client.setQueryData<Me>(keys.me, (known) => known && { ...known, mustChangePassword: false });
      toast({ title: 'Password changed', detail: 'Your other sessions have ended.', tone: 'ok' });
      router.replace('/cases');
    },
  });
  const input = (name: keyof typeof form, autoComplete: string) => (
    <Input
      type="password"
      name={name}
      autoComplete={autoComplete}
      autoFocus={name === 'current'}
      value={form[name]}
      maxLength={256}
      onChange={(event) => setForm({ ...form, [name]: event.target.value })}
    />
  );
  const general = change.error && !change.field('current') && !change.field('next');

  return (
    <>
      <PageBar title="Change password" />
      <PageBody className="p-3.5">
        <form
          noValidate
          className="card mx-auto mt-6 flex max-w-[420px] flex-col gap-3.5 px-4 py-4"
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (Object.keys(problems).length === 0) void change.act({ current: form.current, next: form.next });
          }}
        >
          <p className="text-ink-2">
            {me?.mustChangePassword
              ? 'You signed in with a one-time password. Choose your own before you go on.'
              : 'Your other sessions end when the password changes.'}
          </p>
          <input type="text" name="username" autoComplete="username" value={me?.email ?? ''} readOnly hidden />
          <Field
            label={me?.mustChangePassword ? 'One-time password' : 'Current password'}
            required
            error={shown.current ?? change.field('current')}
          >
            {input('current', 'current-password')}
          </Field>
          <Field
            label="New password"
            required
            hint="At least 12 characters."
            error={shown.next ?? change.field('next')}
          >
            {input('next', 'new-password')}
          </Field>
          <Field label="New password again" required error={shown.again}>
            {input('again', 'new-password')}
          </Field>
          {general && (
            <p role="alert" className="text-critical">
              {change.error?.message}
            </p>
          )}
          <Button type="submit" variant="go" busy={change.busy} className="self-end">
            Change password
          </Button>
        </form>
      </PageBody>
    </>
  );
}
