import type { ConnectorView } from '../../domain/views/intake.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { CONNECTORS } from './catalogue.ts';
import { viewsOf } from './view.ts';

/** Every connector of the catalogue, set or not. */
export async function listConnectors({ ctx }: { ctx: Ctx }): Promise<{ items: ConnectorView[] }> {
  authorize(ctx.actor, 'connector.read');
  return { items: await viewsOf(ctx.db, CONNECTORS, ctx.now) };
}
