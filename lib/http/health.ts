import { z } from 'zod';
import manifest from '../../package.json' with { type: 'json' };

export const VERSION: string = manifest.version;

export const Health = z.object({
  status: z.literal('ok'),
  version: z.string(),
  uptimeSeconds: z.number().int(),
});

/** That this process answers, and nothing of what is behind it. */
export function healthOf(): z.infer<typeof Health> {
  return { status: 'ok', version: VERSION, uptimeSeconds: Math.floor(process.uptime()) };
}
