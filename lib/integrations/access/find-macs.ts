import { getBuilding, listComputersByEmail } from '../../connectors/jamf.ts';
import { type Choices, choicesOf } from '../../domain/access/choices.ts';
import { accessParameters } from '../../services/access/parameters.ts';
import { knownStores } from '../../services/access/stores.ts';
import { adminJamf, noted, type Reachable, tokens } from './jamf.ts';

/** Somebody's Macs as Jamf has them now, with the stores they can be had at, and why others cannot. Throws ConnectorError. */
export async function findMacs(at: Reachable, email: string): Promise<Choices> {
  const { connection } = await adminJamf(at);
  const { macGroup } = await accessParameters(at.db);
  const macs = await noted(at.db, 'jamf', async () => {
    const { computers } = await listComputersByEmail(connection, tokens, email);
    const names = new Map<string, string | null>();
    for (const { buildingId } of computers) {
      if (buildingId === null || names.has(buildingId)) continue;
      names.set(buildingId, (await getBuilding(connection, tokens, buildingId))?.name ?? null);
    }
    return computers.map((mac) => ({
      ...mac,
      building: mac.buildingId === null ? null : (names.get(mac.buildingId) ?? null),
    }));
  });
  return choicesOf(macs, await knownStores(at.db), macGroup || null);
}
