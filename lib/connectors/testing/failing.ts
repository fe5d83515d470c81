import { expect } from 'vitest';
import { ConnectorError, type ConnectorErrorClass } from '../http.ts';

/** Expects of a call that it fails with this class of error, which tells none of the secrets, and answers the error. */
export const failing =
  (secrets: () => readonly string[]) =>
  async (kind: ConnectorErrorClass, call: Promise<unknown>): Promise<ConnectorError> => {
    const error = await call.then(
      () => null,
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(ConnectorError);
    expect(error.class).toBe(kind);
    for (const secret of secrets()) expect(JSON.stringify(error)).not.toContain(secret);
    return error;
  };
