import { serve } from 'inngest/next';
import { inngest } from '#automations/client.ts';
import { functions } from '#automations/index.ts';
import { useResources } from '#automations/resources.ts';
import { env } from '#lib/env.ts';
import { database } from '#lib/http/database.ts';
import { HttpError, problemResponse } from '#lib/http/problem.ts';
import { notifyOutbox } from '#lib/realtime/notify.ts';

type Served = ReturnType<typeof serve>;
type Method = 'GET' | 'POST' | 'PUT';
let served: Served | undefined;

/**
 * Serves the automations to a real Inngest server. The embedded engine calls them within the worker: without a server there is nothing
 * here, and nobody outside can start a function.
 */
function handler(method: Method) {
  return async (request: Parameters<Served[Method]>[0], context: Parameters<Served[Method]>[1]) => {
    if (!env().INNGEST_BASE_URL)
      return problemResponse(new HttpError(404, 'No Inngest server is set (INNGEST_BASE_URL).'));
    if (!served) {
      useResources({
        db: database().db,
        allowedNetworks: env().CONNECTOR_ALLOWED_NETWORKS,
        announce: notifyOutbox,
      });
      served = serve({ client: inngest, functions });
    }
    return served[method](request, context);
  };
}

export const GET = handler('GET');
export const POST = handler('POST');
export const PUT = handler('PUT');
