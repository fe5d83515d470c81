import { database } from '#lib/http/database.ts';
import { readinessOf } from '#lib/http/readiness.ts';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const readiness = await readinessOf(database());
  return Response.json(readiness, { status: readiness.ready ? 200 : 503, headers: { 'cache-control': 'no-store' } });
}
