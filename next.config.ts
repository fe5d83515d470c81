import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  /** Types are checked by tsc, for pages, worker and tests alike. */
  typescript: { ignoreBuildErrors: true },
  /** Loaded by Node as they are: they hold native parts, threads, or module state that a bundle would double. */
  serverExternalPackages: ['inngest', 'pg', 'pino', 'jsonata', 'undici', 'next-auth', 'drizzle-orm'],
  experimental: {
    /** Seconds for which the browser keeps a page that it left. Pages hold no data, so what was seen before opens without asking the server. */
    staleTimes: { dynamic: 300 },
  },
};

export default config;
