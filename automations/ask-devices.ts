import { DEVICE_SOURCES } from '#lib/domain/device/sources.ts';
import { wantedOf } from '#lib/domain/device/wanted.ts';
import { askDeviceSource } from '#lib/integrations/ask-device-source.ts';
import type { Ctx } from '#lib/services/kernel/index.ts';
import type { DevicesToAsk } from '#lib/services/scout/devices-to-ask.ts';
import { resources } from './resources.ts';

/**
 * Asks the sources again about devices of which what they said is older than the last alert: a fresh answer for the card may be too old to clear somebody. A
 * source that cannot say is an answer too. A step for each device.
 */
export async function askDevicesAnew(
  step: <T>(title: string, work: (ctx: Ctx) => Promise<T>) => Promise<T>,
  { devices, since, agents }: DevicesToAsk,
): Promise<void> {
  const { allowedNetworks } = resources();
  await Promise.all(
    devices.map((device) =>
      step(`Ask about the device ${device.id}`, (ctx) =>
        Promise.all(
          DEVICE_SOURCES.map(async (source) => {
            const about = { source, observableId: device.id, wanted: wantedOf(device)! };
            const input = { ...about, agents, freshSince: new Date(since), allowedNetworks };
            const { state } = await askDeviceSource({ ctx, input });
            return { source, state };
          }),
        ),
      ),
    ),
  );
}
