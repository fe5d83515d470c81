import { z } from 'zod';
import { MappingPreview, MappingView } from '../../domain/views/intake.ts';
import { MappingProposalView, ProposeMapping } from '../../domain/views/mapping-proposal.ts';
import { PreviewMapping } from '../../services/mappings/preview.ts';
import { SaveMapping } from '../../services/mappings/save.ts';
import { contract } from '../contract.ts';
import { QUOTED_BODY_LIMIT } from '../limits.ts';

const tag = 'Mappings';

export const listMappings = contract({
  method: 'GET',
  path: '/mappings',
  tag,
  summary: 'List the versions of a connector’s mapping, newest first, the shipped one last',
  query: z.strictObject({ connector: z.string().describe('`wiz`, `generic`, or `generic/<source>`.') }),
  answer: { status: 200, schema: z.object({ items: z.array(MappingView) }) },
});
export const saveMapping = contract({
  method: 'POST',
  path: '/mappings',
  tag,
  summary: 'Save a version, which becomes the active one',
  body: SaveMapping,
  answer: { status: 201, schema: MappingView },
});
export const activateMapping = contract({
  method: 'POST',
  path: '/mappings/{id}/activate',
  tag,
  summary: 'Go back to a version',
  answer: { status: 200, schema: MappingView },
});
export const previewMapping = contract({
  method: 'POST',
  path: '/mappings/preview',
  tag,
  summary: 'Try an expression on a stored delivery or a body; nothing is written',
  body: PreviewMapping,
  bodyLimit: QUOTED_BODY_LIMIT,
  answer: { status: 200, schema: MappingPreview },
});
export const proposeMapping = contract({
  method: 'POST',
  path: '/mappings/propose',
  tag,
  summary: 'Propose a mapping for a pasted body, with what it makes of it; nothing is saved',
  body: ProposeMapping,
  bodyLimit: QUOTED_BODY_LIMIT,
  answer: { status: 200, schema: MappingProposalView },
});
