import { DEVICE_SOURCE_TITLES } from '../domain/device/sources.ts';
import { factConflictsOf, factsOfDevice, lineOf, worstFirst } from '../domain/device/summary.ts';
import { cut } from '../domain/text.ts';
import type { Named } from '../services/devices/known.ts';
import { readDevice } from '../services/devices/one.ts';
import { recordDeviceSummary } from '../services/devices/record-summary.ts';
import type { Ctx } from '../services/kernel/index.ts';
import { runTask } from './ai/run-task.ts';
import type { DeviceSaid } from './ask-device-source.ts';

export interface SummarizeDeviceInput {
  caseKey: string;
  device: Named;
  said: readonly DeviceSaid[];
  allowedNetworks: readonly string[];
}

export interface DeviceLooked {
  name: string;
  known: boolean;
  /** What came of it, for the case's timeline. */
  line: string;
}

/** A name with its domain is no longer. */
const LONGEST_NAME = 253;

/** Merges what the sources say of a device by now, has it summed up, and answers what came of it. */
export async function summarizeDevice({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: SummarizeDeviceInput;
}): Promise<DeviceLooked> {
  const { device: named, said, caseKey, allowedNetworks } = input;
  const view = await readDevice({ ctx, input: named });
  const name = cut(named.value, LONGEST_NAME);
  const silent = said.filter(({ state }) => state !== 'answered' && state !== 'unknown');
  if (view.device) {
    const facts = factsOfDevice(view.device, view.store);
    const conflicts = factConflictsOf(view.device);
    const missing = silent.map(({ source, note }) => ({
      source: DEVICE_SOURCE_TITLES[source],
      reason: cut(note, 300),
    }));
    const { output, why } = await runTask({
      ctx,
      task: 'summarize-endpoint',
      input: { name, facts, conflicts, missing },
      case: caseKey,
      allowedNetworks,
    });
    const sentences = worstFirst(facts, output.sentences);
    await recordDeviceSummary({ ctx, input: { observableId: named.id, why, sentences, facts } });
  }
  const titles = silent.map(({ source }) => DEVICE_SOURCE_TITLES[source]);
  return { name, known: view.device !== null, line: lineOf(name, view, titles) };
}
