import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { useEncryptionKey as sealWith } from '#lib/services/connectors/box.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

/** Workers of one database, to be killed at any moment. */
export interface Workers {
  start(): WorkerProcess;
  kill(worker: WorkerProcess): Promise<void>;
  /** Asks it to end; answers its exit code. */
  stop(worker: WorkerProcess): Promise<number | null>;
  /** One dies so many times, after a while of its life, and another one follows at once. Answers the one that lives in the end. */
  killInTurn(first: WorkerProcess, times: number, lifeMs: () => number): Promise<WorkerProcess>;
  /** Kills those that are left. */
  close(): Promise<void>;
}

/** Workers with secrets of their own, which may call this machine. This process seals credentials with the same key. */
export function workersOn(databaseUrl: string): Workers {
  const encryptionKey = randomBytes(32).toString('base64');
  sealWith(encryptionKey);
  const env = {
    DATABASE_URL: databaseUrl,
    ENCRYPTION_KEY: encryptionKey,
    AUTH_SECRET: randomBytes(32).toString('hex'),
    ENGINE_EVENT_KEY: randomBytes(12).toString('hex'),
    ENGINE_SIGNING_KEY: `signkey-test-${randomBytes(32).toString('hex')}`,
    CONNECTOR_ALLOWED_NETWORKS: '127.0.0.0/8',
  };
  const alive = new Set<WorkerProcess>();
  const start = () => {
    const worker = startWorker(env);
    alive.add(worker);
    return worker;
  };
  const kill = async (worker: WorkerProcess) => {
    await worker.kill();
    alive.delete(worker);
  };
  return {
    start,
    kill,
    async stop(worker) {
      const code = await worker.stop();
      alive.delete(worker);
      return code;
    },
    async killInTurn(first, times, lifeMs) {
      let worker = first;
      for (let kills = 0; kills < times; kills += 1) {
        await worker.running;
        await wait(lifeMs());
        await kill(worker);
        worker = start();
      }
      await worker.running;
      return worker;
    },
    async close() {
      await Promise.all([...alive].map((worker) => worker.kill()));
    },
  };
}
