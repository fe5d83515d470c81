/** `node scripts/run.mjs FILE …`: runs a TypeScript file with a Node that can, after installing what is missing. */
import { spawn } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, nodePath } from './lib/install.mjs';
import { complain, explain } from './lib/terminal.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

try {
  await ensureInstalled(root);
  const child = spawn(nodePath(root), process.argv.slice(2), { cwd: root, stdio: 'inherit' });
  // Ctrl-C reaches the child too: it decides when to end, and we end with it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 130 : 1)));
} catch (error) {
  complain(explain(error));
  process.exit(1);
}
