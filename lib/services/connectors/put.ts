import { and, eq, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { newId } from '../../db/id.ts';
import { type Connector, connectorSecrets, connectors } from '../../db/schema/index.ts';
import type { ConnectorView } from '../../domain/views/intake.ts';
import { authorize, type Ctx, type Diff, diffOf, parse, type TxCtx, transact, writeAudit } from '../kernel/index.ts';
import { secretBox } from './box.ts';
import { type ConnectorDefinition, DEFAULT_ROTATION_HOURS, definitionOf, inputOf } from './catalogue.ts';
import { getConnector } from './get.ts';
import { forgetInboundSecrets } from './inbound-secrets.ts';

export interface PutConnector {
  id: string;
  enabled: boolean;
  baseUrl?: string | null;
  credentials?: Record<string, string | null | undefined>;
  settings?: Record<string, unknown>;
}

const HOUR_MS = 3_600_000;

/**
 * Sets a connector (`wiz`, `generic`) or a named source (`generic/<source>`, made if it is not there). Errors: `forbidden`, `invalid`
 * with a pointer for each bad or unknown field, `not_found` for a connector that does not exist yet.
 */
export async function putConnector({ ctx, input }: { ctx: Ctx; input: PutConnector }): Promise<ConnectorView> {
  authorize(ctx.actor, 'connector.write');
  const definition = definitionOf(input.id);
  const wanted = parse(inputOf(definition), input);
  await transact(ctx, 'connectors.put', async (tx) => {
    const before = await lockOrMake(tx, definition);
    const after = {
      enabled: wanted.enabled,
      baseUrl: wanted.baseUrl === undefined ? before.baseUrl : wanted.baseUrl,
      settings: wanted.settings ?? before.settings,
      // Once it has stood on its own, deleting its secret must not open it to whoever knows the shared one.
      sharedSecrets: before.sharedSecrets && !definition.inbound.some((name) => wanted.credentials[name]),
    };
    const { enabled, baseUrl, settings, sharedSecrets } = before;
    const changed = diffOf({ enabled, baseUrl, settings, sharedSecrets }, after);
    const secrets = await putSecrets(tx, definition, wanted, after.settings);
    const diff = { ...(before.made && { id: { from: null, to: definition.id } }), ...changed, ...secrets };
    if (Object.keys(diff).length === 0) return;
    await tx.tx
      .update(connectors)
      .set({ ...after, updatedAt: ctx.now })
      .where(eq(connectors.id, definition.id));
    await writeAudit(tx, { action: 'connector.put', entity: 'connector', entityId: definition.id, diff });
  });
  forgetInboundSecrets(ctx.db);
  return getConnector({ ctx, input: { id: definition.id } });
}

/** The connector's row, locked until the transaction ends: two writers would else read the same old secret. */
async function lockOrMake(ctx: TxCtx, definition: ConnectorDefinition): Promise<Connector & { made: boolean }> {
  const made = await ctx.tx
    .insert(connectors)
    .values({ id: definition.id, vendor: definition.vendor, createdAt: ctx.now, updatedAt: ctx.now })
    .onConflictDoNothing()
    .returning({ id: connectors.id });
  const [row] = await ctx.tx.select().from(connectors).where(eq(connectors.id, definition.id)).for('update');
  return { ...row!, made: made.length > 0 };
}

type Wanted = z.output<ReturnType<typeof inputOf>>;

/** Answers what became of each secret that changed, in words: a value never reaches the audit. */
async function putSecrets(
  ctx: TxCtx,
  definition: ConnectorDefinition,
  wanted: Wanted,
  settings: Record<string, unknown>,
): Promise<Diff> {
  const box = secretBox();
  const diff: Diff = {};
  for (const name of definition.credentials) {
    const value = wanted.credentials[name] as string | null | undefined;
    if (value === undefined) continue;
    const old = await currentSecret(ctx, definition.id, name);
    if (!value) {
      if (await deleteSecret(ctx, definition.id, name)) diff[`credentials.${name}`] = { from: 'set', to: null };
      continue;
    }
    if (old && opens(() => box.open(definition.id, name, old.sealed) === value)) continue;
    if (old && definition.inbound.includes(name)) await keepPrevious(ctx, definition.id, name, old, hoursOf(settings));
    await setCurrent(ctx, definition.id, name, box.seal(definition.id, name, value));
    diff[`credentials.${name}`] = { from: old ? 'set' : null, to: old ? 'replaced' : 'set' };
  }
  return diff;
}

/** A value that was sealed with a lost key counts as another one: setting it anew is how an administrator repairs it. */
function opens(isSame: () => boolean): boolean {
  try {
    return isSame();
  } catch {
    return false;
  }
}

const hoursOf = (settings: Record<string, unknown>): number =>
  typeof settings.rotationHours === 'number' ? settings.rotationHours : DEFAULT_ROTATION_HOURS;

const named = (connectorId: string, name: string) =>
  and(eq(connectorSecrets.connectorId, connectorId), eq(connectorSecrets.name, name));

async function currentSecret(ctx: TxCtx, connectorId: string, name: string) {
  const [row] = await ctx.tx
    .select()
    .from(connectorSecrets)
    .where(and(named(connectorId, name), eq(connectorSecrets.slot, 'current')));
  return row;
}

/** Also the previous value: who deletes a secret wants nobody to use it. */
async function deleteSecret(ctx: TxCtx, connectorId: string, name: string): Promise<boolean> {
  const gone = await ctx.tx
    .delete(connectorSecrets)
    .where(named(connectorId, name))
    .returning({ id: connectorSecrets.id });
  return gone.length > 0;
}

async function keepPrevious(
  ctx: TxCtx,
  connectorId: string,
  name: string,
  old: { sealed: string; createdAt: Date },
  hours: number,
): Promise<void> {
  await ctx.tx.delete(connectorSecrets).where(and(named(connectorId, name), eq(connectorSecrets.slot, 'previous')));
  if (hours === 0) return;
  await ctx.tx.insert(connectorSecrets).values({
    id: newId(),
    connectorId,
    name,
    slot: 'previous',
    sealed: old.sealed,
    createdAt: old.createdAt,
    expiresAt: new Date(ctx.now.getTime() + hours * HOUR_MS),
  });
}

async function setCurrent(ctx: TxCtx, connectorId: string, name: string, sealed: string): Promise<void> {
  await ctx.tx
    .insert(connectorSecrets)
    .values({ id: newId(), connectorId, name, slot: 'current', sealed, createdAt: ctx.now })
    .onConflictDoUpdate({
      target: [connectorSecrets.connectorId, connectorSecrets.name, connectorSecrets.slot],
      set: { sealed: sql`excluded.sealed`, createdAt: ctx.now },
    });
}
