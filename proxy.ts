import { type NextRequest, NextResponse } from 'next/server';
import { SESSION_COOKIE } from '#lib/auth/cookie.ts';

/** Pages only, /api/docs among them. Never the rest of /api: a proxy would cut the bodies of hooks at 10 MB without a word. */
export const config = { matcher: ['/((?!api$|api/|_next/static|_next/image|icon.svg).*)', '/api/docs'] };

/** Pages that need no session: the docs show nothing but the API's public document. */
const OPEN_PAGES = new Set(['/sign-in', '/api/docs']);

/** Gives each page its content security policy, and sends who has no session to the sign-in. What a session may see, the API decides. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  if (!OPEN_PAGES.has(pathname) && !request.cookies.has(SESSION_COOKIE)) {
    const target = new URL('/sign-in', request.url);
    if (pathname !== '/') target.searchParams.set('next', pathname + search);
    return NextResponse.redirect(target);
  }
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = policyFor(nonce);
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  headers.set('x-nonce', nonce);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  if (process.env.PUBLIC_URL?.startsWith('https:'))
    response.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  return response;
}

function policyFor(nonce: string): string {
  const developing = process.env.NODE_ENV === 'development';
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${developing ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${developing ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}
