import { inArray } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type DeviceAnswer, deviceAnswers, deviceSummaries } from '../../db/schema/index.ts';
import { type Merged, mergeDevices } from '../../domain/device/merge.ts';
import { DEVICE_SOURCES } from '../../domain/device/sources.ts';
import { type WantedDevice, wantedOf } from '../../domain/device/wanted.ts';
import type { ObservableRole, ObservableType } from '../../domain/observables/types.ts';
import type { DeviceSourceView, DeviceView } from '../../domain/views/device.ts';
import { storeFinder } from './stores.ts';

/** An observable that names a device, with what it is to the case where it is looked at. */
export interface Named {
  id: string;
  type: ObservableType;
  value: string;
  role: ObservableRole;
}

/** What the sources say of each of these observables, merged now: the rules and the stores are those of today. Raw answers are left out. */
export async function devicesOf(db: Db | Tx, named: readonly Named[]): Promise<DeviceView[]> {
  if (named.length === 0) return [];
  const ids = named.map(({ id }) => id);
  const [answers, summaries, findStore] = await Promise.all([
    db.select(WITHOUT_RAW).from(deviceAnswers).where(inArray(deviceAnswers.observableId, ids)),
    db.select().from(deviceSummaries).where(inArray(deviceSummaries.observableId, ids)),
    storeFinder(db),
  ]);
  return named.map(({ id, type, value, role }) => {
    const own = answers.filter(({ observableId }) => observableId === id);
    const merged = mergedOf(wantedOf({ type, value, role }), own);
    const summary = summaries.find(({ observableId }) => observableId === id);
    return {
      observable: { id, type, value },
      ...merged,
      sources: DEVICE_SOURCES.map((source) => sourceView(source, own)),
      store: merged.device && findStore(merged.device),
      summary: summary
        ? {
            ...{ at: summary.at.toISOString(), by: summary.by, why: summary.why },
            ...{ sentences: summary.sentences, facts: summary.facts },
          }
        : null,
    };
  });
}

const WITHOUT_RAW = {
  observableId: deviceAnswers.observableId,
  source: deviceAnswers.source,
  state: deviceAnswers.state,
  triedAt: deviceAnswers.triedAt,
  note: deviceAnswers.note,
  answeredAt: deviceAnswers.answeredAt,
  records: deviceAnswers.records,
};
type Known = Omit<DeviceAnswer, 'raw'>;

function mergedOf(wanted: WantedDevice | null, answers: readonly Known[]): Merged {
  if (wanted === null) return { device: null, candidates: [], ambiguous: false };
  return mergeDevices(
    wanted,
    answers.flatMap(({ records, answeredAt }) =>
      answeredAt === null ? [] : records.map((record) => ({ record, at: answeredAt.toISOString() })),
    ),
  );
}

function sourceView(source: DeviceSourceView['source'], answers: readonly Known[]): DeviceSourceView {
  const known = answers.find((answer) => answer.source === source);
  return {
    source,
    state: known?.state ?? null,
    triedAt: known?.triedAt.toISOString() ?? null,
    answeredAt: known?.answeredAt?.toISOString() ?? null,
    note: known?.note ?? '',
  };
}
