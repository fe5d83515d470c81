import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type Api, apiOf } from '#e2e/support/api.ts';
import { type Product, startProduct } from '#e2e/support/product.ts';
import { databaseUrl } from '../seed/database-url.ts';

export interface BenchProduct extends Product {
  api: Api;
  hook: { url: string; token: string };
  databaseUrl: string;
  pool: pg.Pool;
}

/** Starts the product for a benchmark, with Wiz's hook open and no limit on the API key; `work` done, all of it ends. */
export async function withProduct<T>(work: (product: BenchProduct) => Promise<T>): Promise<T> {
  const product = await startProduct({ RATE_LIMIT_PER_MINUTE: '1000000', LOG_LEVEL: 'warn' });
  const url = process.env.DATABASE_URL || databaseUrl(product.dataDir);
  const pool = new pg.Pool({ connectionString: url, max: 4, application_name: 'bench' });
  try {
    const api = apiOf(product.baseUrl, product.apiKey);
    const token = randomBytes(18).toString('base64url');
    await api.put('/connectors/wiz', { enabled: true, credentials: { webhookToken: token } });
    // Openings are what is measured: no storm may take them, and they are counted all the same.
    await api.patch('/automations/wiz-incident', { parameters: { stormCases: 10_000 } });
    const hook = { url: `${product.baseUrl}/api/hooks/wiz`, token };
    return await work({ ...product, api, hook, databaseUrl: url, pool });
  } finally {
    await pool.end();
    await product.stop();
  }
}
