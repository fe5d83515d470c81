/** Asks a web process whether everything behind it works. */
import { get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits for 200 from `/api/ready`.
 * @param {number} port
 * @param {() => void} check called between the questions; throws to give up
 */
export async function waitUntilReady(port, check) {
  while ((await status(port)) !== 200) {
    check();
    await delay(40);
  }
}

/**
 * @param {number} port
 * @returns {Promise<number>} 0 when nothing answers
 */
function status(port) {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: '/api/ready', timeout: 5_000 }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(0));
  });
}
