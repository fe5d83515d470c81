import { z } from 'zod';
import { ConnectorTest, ConnectorView } from '../../domain/views/intake.ts';
import { contract } from '../contract.ts';

const tag = 'Connectors';
const one = { status: 200, schema: ConnectorView } as const;
const all = { status: 200, schema: z.object({ items: z.array(ConnectorView) }) } as const;

/** Which credentials and settings there are depends on the vendor; the answer of GET names them. */
const body = z.strictObject({
  enabled: z.boolean(),
  baseUrl: z.string().nullable().optional().describe('Replaces the vendor’s default host.'),
  credentials: z
    .record(z.string(), z.string().nullable())
    .optional()
    .describe('An omitted one keeps its value; null deletes it. Never returned.'),
  settings: z.record(z.string(), z.unknown()).optional().describe('Replaces all settings where given.'),
});

export const listConnectors = contract({
  method: 'GET',
  path: '/connectors',
  tag,
  summary: 'List the connectors, set or not',
  answer: all,
});
export const getConnector = contract({
  method: 'GET',
  path: '/connectors/{vendor}',
  tag,
  summary: 'Read a connector; secrets are never returned',
  answer: one,
});
export const putConnector = contract({
  method: 'PUT',
  path: '/connectors/{vendor}',
  tag,
  summary: 'Set a connector',
  body,
  answer: one,
});
export const testConnector = contract({
  method: 'POST',
  path: '/connectors/{vendor}/test',
  tag,
  summary: 'Call the vendor with the stored credentials',
  answer: { status: 200, schema: ConnectorTest },
});
export const listSources = contract({
  method: 'GET',
  path: '/sources',
  tag,
  summary: 'List the named generic sources',
  answer: all,
});
export const getSource = contract({
  method: 'GET',
  path: '/sources/{source}',
  tag,
  summary: 'Read a named source',
  answer: one,
});
export const putSource = contract({
  method: 'PUT',
  path: '/sources/{source}',
  tag,
  summary: 'Make or set a named source; it delivers to /api/hooks/generic/{source}',
  body,
  answer: one,
});
