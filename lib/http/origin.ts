import { env } from '../env.ts';
import { HttpError } from './problem.ts';

/**
 * Refuses a mutating request that a browser sends from another site. Browsers say where it comes from in Sec-Fetch-Site and Origin and
 * let no page change either; programs send neither and carry no cookie that they did not ask for.
 */
export function requireSameOrigin(request: Request): void {
  const site = request.headers.get('sec-fetch-site');
  if (site === 'same-origin' || site === 'none') return;
  const origin = request.headers.get('origin');
  if (origin === null && site === null) return;
  if (origin !== null && isOurs(origin, request)) return;
  throw new HttpError(
    403,
    `A request from ${origin ?? site} may change nothing here. Open Watchfloor at ${env().PUBLIC_URL}.`,
  );
}

function isOurs(origin: string, request: Request): boolean {
  if (!URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return origin === env().PUBLIC_URL || host === request.headers.get('host');
}
