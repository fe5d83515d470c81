import { ConnectorError, type ConnectorErrorClass } from '../connectors/http/error.ts';
import { DEVICE_SOURCE_TITLES, type DeviceSource } from '../domain/device/sources.ts';
import { readCredentials } from '../services/connectors/read-credentials.ts';
import type { Ctx } from '../services/kernel/index.ts';
import { openDeviceSource } from './device-source.ts';
import type { TestInput } from './test-connector.ts';

/** Asks a source of devices with its cheapest call that needs the secrets. */
export function testDevices(source: DeviceSource) {
  return async (ctx: Ctx, { allowedNetworks }: TestInput): Promise<{ ok: boolean; message: string }> => {
    const open = openDeviceSource(source, await readCredentials(ctx.db, source), allowedNetworks);
    if (!open) return { ok: false, message: `Set ${NEEDS[source]} of ${DEVICE_SOURCE_TITLES[source]} first.` };
    try {
      return { ok: true, message: await open.test() };
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      const more = ADVICE[source][error.class];
      return { ok: false, message: more ? `${error.message}. ${more}` : error.message };
    }
  };
}

const NEEDS: Record<DeviceSource, string> = {
  sentinelone: 'the address of the console, such as https://shop.sentinelone.net, and apiToken',
  axonius: 'the address of the instance, such as https://shop.on.axonius.com, apiKey and apiSecret',
  entra: 'tenantId, clientId and clientSecret',
};

const ADVICE: Record<DeviceSource, Partial<Record<ConnectorErrorClass, string>>> = {
  sentinelone: {
    auth: 'Is the token wrong, or has it ended? The tokens of service users do.',
    forbidden: 'The role of the token’s user needs to see endpoints.',
    not_found: 'Is the address that of your console?',
  },
  axonius: {
    auth: 'Is the key or the secret wrong?',
    forbidden: 'The role of the key needs to see devices.',
    not_found: 'Is the address right, and is the form that of this instance?',
  },
  entra: {
    auth: 'Is the tenant, the application or its secret wrong, or has the secret ended?',
    forbidden: 'The application needs the permission Device.Read.All, with the consent of an administrator.',
    not_found: 'Is the address that of your cloud?',
  },
};
