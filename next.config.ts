import type { NextConfig } from 'next';

/** For every answer. What depends on the request or on the environment at run time is set in proxy.ts: these are fixed by the build. */
const HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  /** Types are checked by tsc, for pages, worker and tests alike. */
  typescript: { ignoreBuildErrors: true },
  /** Loaded by Node as they are: they hold native parts, threads, or module state that a bundle would double. */
  serverExternalPackages: ['inngest', 'pg', 'pino', 'jsonata', 'undici', 'next-auth', 'drizzle-orm'],
  headers: async () => [{ source: '/:path*', headers: HEADERS }],
};

export default config;
