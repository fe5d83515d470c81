import { ConnectorError, type ConnectorErrorClass } from '../connectors/http/error.ts';

export interface TestResult {
  ok: boolean;
  message: string;
}

/** What to look at, by what went wrong. */
export type Advice = Partial<Record<ConnectorErrorClass, string>>;

export const yes = (message: string): TestResult => ({ ok: true, message });
export const no = (message: string): TestResult => ({ ok: false, message });
export const missing = (what: string): TestResult => no(`Set ${what} first.`);

/** What the call answers; of a vendor's error its message, and what may help. */
export async function advised(advice: Advice, call: () => Promise<TestResult>): Promise<TestResult> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const more = advice[error.class];
    return no(more ? `${error.message}. ${more}` : error.message);
  }
}
