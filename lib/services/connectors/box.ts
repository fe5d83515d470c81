import { parseSealKeys, type SealKey } from '../../crypto/keys.ts';
import { open, SealError, seal } from '../../crypto/seal.ts';
import { isSigned, sign } from '../../crypto/sign.ts';
import { ServiceError } from '../errors.ts';

/** What is done with the installation's key: it seals and opens connectors' secrets, and signs. A sealed value opens only for the connector and the name that it was sealed for. */
export interface SecretBox {
  seal(connectorId: string, name: string, value: string): string;
  /** Throws `unavailable` where the value was sealed with a key that this process does not have. */
  open(connectorId: string, name: string, sealed: string): string;
  /** Signs a text for a purpose, with this installation's key. */
  sign(purpose: string, text: string): string;
  /** Whether this installation, with any of its keys, signed this text for this purpose. */
  signed(purpose: string, text: string, signature: string): boolean;
}

// Next gives a route another instance of this module than instrumentation gets, so the box belongs to the process, not to the module.
const slot = globalThis as { [BOX]?: SecretBox };
const BOX = Symbol.for('watchfloor.secret-box');

/** Called once when a process starts, with `ENCRYPTION_KEY` (several keys with commas between: the first seals, all open). */
export function useEncryptionKey(text: string): void {
  slot[BOX] = boxOf(parseSealKeys(text));
}

/** The box of this process. Throws where {@link useEncryptionKey} was not called. */
export function secretBox(): SecretBox {
  const box = slot[BOX];
  if (!box) throw new Error('useEncryptionKey was not called when this process started');
  return box;
}

function boxOf(keys: [SealKey, ...SealKey[]]): SecretBox {
  const place = (connectorId: string, name: string) => `connector/${connectorId}/${name}`;
  return {
    seal: (connectorId, name, value) => seal(value, keys[0], place(connectorId, name)),
    sign: (purpose, text) => sign(purpose, text, keys[0]),
    signed: (purpose, text, signature) => isSigned(purpose, text, signature, keys),
    open(connectorId, name, sealed) {
      try {
        return open(sealed, keys, place(connectorId, name));
      } catch (error) {
        if (!(error instanceof SealError)) throw error;
        const message = `The stored ${name} of ${connectorId} cannot be opened with this installation's encryption key. Set it anew.`;
        throw new ServiceError('unavailable', message, { cause: error });
      }
    },
  };
}
