/** Whether a TCP port can be listened on. */
import { createServer } from 'node:net';
import { errorCode, StartFailure } from './failure.mjs';

/**
 * @param {number} port
 * @throws {StartFailure} when it is taken, or not for this user
 */
export async function requireFreePort(port) {
  // Some systems let a listener on every address stand beside one on a single address: both are asked.
  for (const host of ['::', '0.0.0.0', '127.0.0.1']) {
    const code = await tryListening(port, host);
    if (code === 'EADDRINUSE') {
      throw new StartFailure(`port ${port} is taken; stop what listens there, or set PORT to another one`);
    }
    if (code === 'EACCES') {
      throw new StartFailure(`port ${port} may not be used by this user; set PORT to one above 1023`);
    }
  }
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string>} the error's code, empty when it worked
 */
function tryListening(port, host) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(errorCode(error)));
    probe.listen(port, host, () => probe.close(() => resolve('')));
  });
}
