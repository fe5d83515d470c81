import { eq } from 'drizzle-orm';
import { AI_DEFAULTS, type AiConnection } from '../../connectors/ai.ts';
import type { Db } from '../../db/client.ts';
import { connectors } from '../../db/schema/index.ts';
import { type AiTerms, aiTermsOf } from '../../domain/ai.ts';
import { type Env, env } from '../../env.ts';
import { readCredentials } from '../../services/connectors/read-credentials.ts';

/** The model as it is set, and how it may be asked. No connection: there is none, or it is switched off. */
export interface ModelSetUp {
  terms: AiTerms;
  connection: AiConnection | null;
}

type FromEnv = Pick<Env, 'AI_BASE_URL' | 'AI_API_KEY' | 'AI_MODEL'>;

/**
 * The connector `ai` where it is set, else the environment's model. Its switch counts for both: once somebody has switched the connector
 * off, no model is asked.
 */
export async function modelSetUp(
  db: Db,
  { allowedNetworks, evenOff = false }: { allowedNetworks: readonly string[]; evenOff?: boolean },
  { AI_BASE_URL, AI_API_KEY, AI_MODEL }: FromEnv = env(),
): Promise<ModelSetUp> {
  const [row] = await db.select({ enabled: connectors.enabled }).from(connectors).where(eq(connectors.id, 'ai'));
  const { baseUrl, settings, credentials } = await readCredentials(db, 'ai');
  const terms = aiTermsOf(settings);
  const off = row !== undefined && !row.enabled && !evenOff;
  const model = terms.model ?? AI_MODEL ?? null;
  // A key goes to the address that it was set for, and to no other: one without an address is OpenAI’s.
  const address = baseUrl ?? (credentials.apiKey ? AI_DEFAULTS.baseUrl : AI_BASE_URL) ?? null;
  if (off || model === null || address === null) return { terms, connection: null };
  const apiKey = credentials.apiKey ?? (address === AI_BASE_URL ? AI_API_KEY : undefined) ?? null;
  const totalMs = terms.timeoutSeconds * 1_000;
  const fetchOptions = { totalMs, headersMs: totalMs, bodyMs: totalMs };
  const { maxAnswerTokens } = terms;
  return {
    terms,
    connection: { baseUrl: address, apiKey, model, maxAnswerTokens, allowedNetworks, fetchOptions },
  };
}
