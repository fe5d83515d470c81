import { healthOf } from '#lib/http/health.ts';

export const dynamic = 'force-dynamic';

export const GET = () => Response.json(healthOf(), { headers: { 'cache-control': 'no-store' } });
