/**
 * What runs in the process, as text: neither Next's bundler nor Node's type stripping touches it. Its first argument is where jsonata is
 * found. The process is ended from outside when a job takes too long, and by itself when it takes too much memory; sizes and depths are
 * checked here, so that a huge result is never copied out.
 */
export const SANDBOX_SOURCE = `
'use strict';
const { Worker } = require('node:worker_threads');
const { createRequire } = require('node:module');
const jsonata = createRequire(process.argv[1])('jsonata');

// One that is busy does not hear that its parent has died; this thread sees it.
new Worker(
  'const parent = process.ppid; setInterval(() => process.ppid === parent || process.kill(process.pid, "SIGKILL"), 1000)',
  { eval: true },
).unref();
process.on('disconnect', () => process.exit());

const compiled = new Map();
function compile(text) {
  let expression = compiled.get(text);
  if (!expression) {
    expression = jsonata(text);
    if (compiled.size >= 20) compiled.delete(compiled.keys().next().value);
    compiled.set(text, expression);
  }
  return expression;
}

class Refusal extends Error {}

function check(output, limits) {
  const stack = [[output, 1]];
  let characters = 0;
  while (stack.length > 0) {
    const [value, depth] = stack.pop();
    if (typeof value === 'function' || (value && (value._jsonata_lambda || value._jsonata_function)))
      throw new Refusal('gives a function where a value is needed');
    characters += typeof value === 'string' ? value.length + 2 : 8;
    if (value !== null && typeof value === 'object') {
      if (depth > limits.maxDepth) throw new Refusal('gives a result that is nested deeper than ' + limits.maxDepth + ' levels');
      for (const key of Object.keys(value)) {
        if (!Array.isArray(value)) characters += key.length + 2;
        stack.push([value[key], depth + 1]);
      }
    }
    if (characters > limits.maxOutputBytes) throw new Refusal('gives a result that is larger than ' + limits.maxOutputBytes + ' bytes');
  }
}

async function work(job) {
  const expression = compile(job.expression);
  if (job.body === null) return { ok: true, text: null };
  const output = await expression.evaluate(JSON.parse(job.body));
  if (output === undefined) throw new Refusal('gives nothing for this body');
  check(output, job.limits);
  return { ok: true, text: JSON.stringify(output) };
}

process.on('message', async (job) => {
  try {
    process.send(await work(job));
  } catch (error) {
    const at = typeof error?.position === 'number' ? ' (at character ' + error.position + ')' : '';
    const message = String(error?.message ?? error).slice(0, 500) + at;
    process.send({ ok: false, reason: error instanceof Refusal ? message : 'fails: ' + message });
  }
});
process.send('ready');
`;
