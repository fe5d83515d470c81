import { createHash } from 'node:crypto';
import { inflate } from '../../ai/inflate.ts';
import { compileKnownGood, knownGoodOf } from '../../domain/command-line/index.ts';
import { type CommandToLookAt, commandsToLookAt } from '../../domain/intel/command-lines.ts';
import type { IntelVendor } from '../../domain/intel/vendors.ts';
import { cut } from '../../domain/text.ts';
import type { CommandLook } from '../../domain/views/alert-details.ts';
import { keepCommands } from '../../services/intel/keep-commands.ts';
import { readDetails } from '../../services/intel/read-details.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import { runTask } from '../ai/run-task.ts';

export interface CommandsInput {
  vendor: IntelVendor;
  key: string;
  ids: readonly string[];
  knownGood: readonly string[];
  /** Also what was looked at before. */
  anew: boolean;
  most: number;
}

/** Command lines by their names: a line may hold a secret and has no place in a step's result. */
export interface CommandsListed {
  lines: { hash: string; ids: string[] }[];
  /** How many fit the known-good list; they are kept as that. */
  knownGood: number;
  /** There are more than are looked at. */
  more: boolean;
}

const LONGEST = 32_768;
const MOST_PARENTS = 5;

/** Filters the known-good command lines of alerts, and names the others. */
export async function listCommands({ ctx, input }: { ctx: Ctx; input: CommandsInput }): Promise<CommandsListed> {
  const all = await commandsOf(ctx, input);
  const good = all.filter(({ knownGood }) => knownGood !== null);
  for (const { line, ids, knownGood } of good) {
    const own = { ...ctx, effect: ctx.effect && `${ctx.effect}/${hashOf(line)}` } as Ctx;
    await keepCommands({
      ctx: own,
      input: { vendor: input.vendor, key: input.key, line, ids, look: knownGoodLook(knownGood!) },
    });
  }
  const others = all.filter(({ knownGood }) => knownGood === null);
  const lines = others.slice(0, input.most).map(({ line, ids }) => ({ hash: hashOf(line), ids }));
  return { lines, knownGood: good.length, more: others.length > input.most };
}

/** What a look at one came to, without the line itself. */
export interface CommandLooked extends Pick<CommandLook, 'verdict' | 'confidence' | 'techniques' | 'by'> {
  outputId: string;
}

/** Has one command line analysed, by the model or the rules, and keeps what it does with every alert that has it. Null: no alert has it any more. */
export async function analyseCommand({
  ctx,
  input: { vendor, key, hash, ids, knownGood, allowedNetworks },
}: {
  ctx: Ctx;
  input: {
    vendor: IntelVendor;
    key: string;
    hash: string;
    ids: readonly string[];
    knownGood: readonly string[];
    allowedNetworks: readonly string[];
  };
}): Promise<CommandLooked | null> {
  const all = await commandsOf(ctx, { vendor, ids, knownGood: [], anew: true });
  const command = all.find(({ line }) => hashOf(line) === hash);
  if (!command) return null;
  const { line, parents, user, host } = command;
  const { output, by, outputId } = await runTask({
    ctx,
    task: 'analyze-command-line',
    input: {
      ...{ commandLine: line, parents: parents.slice(0, MOST_PARENTS) },
      ...{ user: user && cut(user, 300), host: host && cut(host, 253), knownGood: [...knownGood] },
    },
    case: key,
    allowedNetworks,
  });
  const { verdict, confidence, techniques } = output;
  const look = {
    ...{ verdict, confidence, techniques, by, outputId },
    decoded: output.text === line ? null : cut(output.text, LONGEST),
    ...{ indicators: output.indicators, knownGood: output.knownGood },
  };
  await keepCommands({ ctx, input: { vendor, key, line, ids, look } });
  return { verdict, confidence, techniques, by, outputId };
}

async function commandsOf(
  ctx: Pick<Ctx, 'db'>,
  { vendor, ids, knownGood, anew }: Omit<CommandsInput, 'most' | 'key'>,
): Promise<CommandToLookAt[]> {
  const alerts = await readDetails({ ctx, input: { vendor, ids } });
  const good = compileKnownGood(knownGood);
  return commandsToLookAt(alerts, { knownGoodOf: (line) => knownGoodOf(line, good, inflate), anew });
}

const hashOf = (line: string) => createHash('sha256').update(line).digest('hex').slice(0, 32);

const knownGoodLook = (knownGood: string): Omit<CommandLook, 'role'> => ({
  ...{ verdict: 'benign', confidence: 1, techniques: [], decoded: null, indicators: [] },
  ...{ knownGood, by: 'rules', outputId: null },
});
