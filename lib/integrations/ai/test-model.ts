import { listModels } from '../../connectors/ai.ts';
import { ConnectorError, type ConnectorErrorClass } from '../../connectors/http/error.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import type { TestInput } from '../test-connector.ts';
import { modelSetUp } from './model-connection.ts';
import { completeAsKnown } from './request-form.ts';

const PING = {
  type: 'object',
  properties: { ready: { type: 'boolean' } },
  required: ['ready'],
  additionalProperties: false,
};

/** Lists the models, then has this one answer once for a schema: address, key, model and structured answers are proven together. */
export async function testModel(ctx: Ctx, { allowedNetworks }: TestInput): Promise<{ ok: boolean; message: string }> {
  const { connection, terms } = await modelSetUp(ctx.db, { allowedNetworks, evenOff: true });
  if (!connection)
    return { ok: false, message: 'Set the model’s name and the address of its API (or a key of OpenAI’s) first.' };
  try {
    const models = await listModels(connection).catch((error) => {
      // Some servers list none; the answer below proves as much.
      if (error instanceof ConnectorError && error.class === 'not_found') return null;
      throw error;
    });
    if (models && !models.includes(connection.model)) {
      const some = models.slice(0, 5).join(', ');
      return { ok: false, message: `The endpoint does not list ${connection.model}. It lists: ${some || 'none'}.` };
    }
    const words = [{ role: 'user', content: 'Answer only with this JSON: {"ready": true}' } as const];
    const { text, form } = await completeAsKnown(connection, terms, words, PING);
    const { model } = connection;
    return isReady(text)
      ? {
          ok: true,
          message: form.structure === 'json_schema' ? `${model} answers, and for a schema.` : WITHOUT_SCHEMA(model),
        }
      : { ok: true, message: `${model} answers, but not as JSON for a schema: the rules will often answer.` };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const advice = ADVICE[error.class];
    return { ok: false, message: advice ? `${error.message}. ${advice}` : error.message };
  }
}

const WITHOUT_SCHEMA = (model: string) =>
  `${model} answers as JSON. Its server holds it to no schema, so that the schema stands in the prompt alone.`;

const ADVICE: Partial<Record<ConnectorErrorClass, string>> = {
  auth: 'Is the key wrong, or has it ended?',
  forbidden: 'The key may not use this model, or its quota is used up.',
  not_found: 'Does the address end with the version, such as /v1? Is the model’s name right?',
  refused: 'A private address must be in CONNECTOR_ALLOWED_NETWORKS.',
};

function isReady(text: string | null): boolean {
  try {
    return typeof (JSON.parse(text ?? '') as { ready?: unknown }).ready === 'boolean';
  } catch {
    return false;
  }
}
