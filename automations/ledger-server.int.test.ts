import './testing/server-environment.ts';
import { describe, vi } from 'vitest';
import { testLedger } from './testing/ledger-cases.ts';

vi.mock('#lib/services/mappings/evaluate.ts', async (original) =>
  (await import('./testing/stoppable-mapping.ts')).stoppable(original),
);

describe('the run ledger beside a real Inngest server', () => testLedger());
