'use client';

import { type FormEvent, useEffect, useState } from 'react';
import type { Me } from '#lib/domain/views/member.ts';
import { api } from '../query/api.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { otherProviders, type Provider, postAuth } from './auth-client.ts';

/** next-auth's codes; anything else is a sentence of our own server. */
const WORDS: Record<string, string> = {
  CredentialsSignin: 'The e-mail address or the password is wrong.',
  AccessDenied: 'This account may not sign in.',
};

/** A one-time password is changed before anything else. */
async function firstPage(next: string): Promise<string> {
  const { mustChangePassword } = await api.get<Me>('me');
  return mustChangePassword ? '/change-password' : next;
}

export function SignInForm({ next }: { next: string }) {
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [providers, setProviders] = useState<Provider[]>([]);
  useEffect(() => {
    otherProviders().then(setProviders, () => setProviders([]));
  }, []);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(null);
    try {
      const answer = await postAuth('callback/credentials', {
        email: String(form.get('email')).trim(),
        password: String(form.get('password')),
      });
      if (!answer.error) return location.assign(await firstPage(next));
      setError(WORDS[answer.error] ?? answer.error);
    } catch {
      setError('The server was not reached. Check the connection and try again.');
    }
    setBusy(false);
  };
  const leave = async (provider: Provider) => {
    setBusy(true);
    location.assign((await postAuth(`signin/${provider.id}`)).url);
  };

  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-3">
      <Field label="E-mail">
        <Input name="email" type="email" required autoComplete="username" autoFocus />
      </Field>
      <Field label="Password">
        <Input name="password" type="password" required autoComplete="current-password" />
      </Field>
      {error && (
        <p role="alert" className="text-critical">
          {error}
        </p>
      )}
      <Button type="submit" variant="go" busy={busy} className="mt-1 h-8">
        Sign in
      </Button>
      {providers.map((provider) => (
        <Button key={provider.id} disabled={busy} onClick={() => leave(provider)} className="h-8">
          Continue with {provider.name}
        </Button>
      ))}
    </form>
  );
}
