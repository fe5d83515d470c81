/** A sign-in that can be offered beside the password, such as the company's own (OpenID Connect). */
export interface Provider {
  id: string;
  name: string;
  type: string;
}

/** The sign-ins other than by password. */
export async function otherProviders(): Promise<Provider[]> {
  const response = await fetch('/api/auth/providers');
  const providers = response.ok ? ((await response.json()) as Record<string, Provider>) : {};
  return Object.values(providers).filter((provider) => provider.type !== 'credentials');
}

/** Posts a form to one of next-auth's endpoints, with its CSRF token. Answers where to go, and the error's code if there is one. */
export async function postAuth(
  path: string,
  fields: Record<string, string> = {},
): Promise<{ url: string; error: string | null }> {
  const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string };
  const response = await fetch(`/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...fields, csrfToken, callbackUrl: location.origin, json: 'true' }),
  });
  const body = (await response.json().catch(() => ({}))) as { url?: string };
  const url = new URL(body.url ?? '/', location.origin);
  const error = url.searchParams.get('error') ?? (response.ok ? null : `Sign-in answered ${response.status}.`);
  return { url: url.href, error };
}

export async function signOut(): Promise<void> {
  await postAuth('signout');
  location.assign('/sign-in');
}
