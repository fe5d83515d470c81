import { type AiConnection, type ChatAnswer, type ChatMessage, complete } from '../../connectors/ai.ts';
import { FIRST_FORM, type RequestForm } from '../../connectors/ai-form.ts';
import { ConnectorError } from '../../connectors/http/error.ts';
import type { AiTerms } from '../../domain/ai.ts';

type FormOf = Pick<AiConnection, 'baseUrl' | 'model'> & Pick<AiTerms, 'schemaInPrompt'>;

/** A process finds out once what a server takes: the next requests begin there. */
const LEARNED = new Map<string, RequestForm>();
/** Connections are few; one who tries many addresses fills nothing. */
const MOST = 100;

const keyOf = ({ baseUrl, model, schemaInPrompt }: FormOf) => JSON.stringify([baseUrl, model, schemaInPrompt]);

/** What a server is asked with first. */
const formFor = (of: FormOf): RequestForm =>
  LEARNED.get(keyOf(of)) ?? { ...FIRST_FORM, structure: of.schemaInPrompt ? 'json_object' : 'json_schema' };

/**
 * One answer, asked for as this server took it the last time. What it takes now is kept; where it refuses what it took before, it is asked anew
 * from the beginning the next time. Throws ConnectorError.
 */
export async function completeAsKnown(
  connection: AiConnection,
  { schemaInPrompt }: Pick<AiTerms, 'schemaInPrompt'>,
  messages: readonly ChatMessage[],
  schema: Record<string, unknown>,
): Promise<ChatAnswer> {
  const { baseUrl, model } = connection;
  const of = { baseUrl, model, schemaInPrompt };
  try {
    const answer = await complete({ ...connection, form: formFor(of) }, messages, schema);
    if (LEARNED.size >= MOST) LEARNED.clear();
    LEARNED.set(keyOf(of), answer.form);
    return answer;
  } catch (error) {
    if (error instanceof ConnectorError && error.class === 'bad_request') LEARNED.delete(keyOf(of));
    throw error;
  }
}
