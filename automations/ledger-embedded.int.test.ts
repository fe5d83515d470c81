import './testing/server-keys.ts';
import { describe, vi } from 'vitest';
import { testLedger } from './testing/ledger-cases.ts';

vi.mock('#lib/services/mappings/evaluate.ts', async (original) =>
  (await import('./testing/stoppable-mapping.ts')).stoppable(original),
);

describe('the run ledger of the embedded engine, whatever keys of a server that is not set', () => testLedger());
