import { and, eq, gt, inArray, isNull, or } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { connectorSecrets, connectors } from '../../db/schema/index.ts';
import { secretBox } from './box.ts';
import { type InboundSecret, isSourceId } from './catalogue.ts';

/** What a sender may prove itself with now: the current values, and during a rotation the previous ones. */
export interface InboundSecrets {
  /** A vendor's `webhookToken`, or Okta's `hookSecret`. */
  tokens: string[];
  /** HTTP Basic: any of the users with any of the passwords. */
  users: string[];
  passwords: string[];
  /** Where there is one, the body must be signed with one of them. Slack's `signingSecret` and Falcon's `fusionSecret` are among them. */
  hmacSecrets: string[];
  /** The connector under which a refused request is counted: a name that a stranger made up gets no counter of its own. */
  countAs: string;
}

/** Short enough that a new secret is live, and an old one dead, within two seconds in every process. */
const CACHE_MS = 2_000;
/** Names of sources come from strangers: the cache must not grow with them. */
const CACHE_ENTRIES = 500;

type Cache = Map<string, { until: number; secrets: Promise<InboundSecrets> }>;
const caches = new WeakMap<Db, Cache>();

/**
 * The live inbound secrets of `wiz` or `generic/<source>`, at most two seconds old. A source that no administrator made, and that never
 * had a secret of its own, takes those of the connector `generic`, its signature included. All lists are empty where the connector is unknown, switched off or has no secret: then nobody is let in.
 */
export function inboundSecrets(db: Db, id: string, now: Date): Promise<InboundSecrets> {
  const cache: Cache = caches.get(db) ?? new Map();
  caches.set(db, cache);
  const known = cache.get(id);
  if (known && now.getTime() < known.until) return known.secrets;
  if (cache.size >= CACHE_ENTRIES) cache.clear();
  const secrets = load(db, id, now);
  cache.set(id, { until: now.getTime() + CACHE_MS, secrets });
  secrets.catch(() => cache.delete(id));
  return secrets;
}

/** After a change in this process the next request reads anew. */
export function forgetInboundSecrets(db: Db): void {
  caches.delete(db);
}

async function load(db: Db, id: string, now: Date): Promise<InboundSecrets> {
  const fallback = isSourceId(id) ? 'generic' : null;
  const rows = await db
    .select({
      connectorId: connectors.id,
      enabled: connectors.enabled,
      shared: connectors.sharedSecrets,
      name: connectorSecrets.name,
      sealed: connectorSecrets.sealed,
    })
    .from(connectors)
    .leftJoin(
      connectorSecrets,
      and(
        eq(connectorSecrets.connectorId, connectors.id),
        or(isNull(connectorSecrets.expiresAt), gt(connectorSecrets.expiresAt, now)),
      ),
    )
    .where(inArray(connectors.id, fallback ? [id, fallback] : [id]));
  const box = secretBox();
  const off = rows.some((row) => row.connectorId === id && !row.enabled);
  const valuesOf = (connectorId: string, name: InboundSecret) =>
    rows
      .filter((row) => !off && row.enabled && row.connectorId === connectorId && row.name === name)
      .map((row) => box.open(connectorId, name, row.sealed!));
  const own = rows.find((row) => row.connectorId === id);
  const from = fallback && (own === undefined || own.shared) ? fallback : id;
  return {
    tokens: [...valuesOf(from, 'webhookToken'), ...valuesOf(id, 'hookSecret')],
    users: valuesOf(id, 'webhookUser'),
    passwords: valuesOf(id, 'webhookPassword'),
    hmacSecrets: [...valuesOf(from, 'hmacSecret'), ...valuesOf(id, 'signingSecret'), ...valuesOf(id, 'fusionSecret')],
    countAs: own || !fallback ? id : fallback,
  };
}
