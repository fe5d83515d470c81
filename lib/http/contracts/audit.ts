import { AuditCheck, AuditFacets, AuditView } from '../../domain/views/audit.ts';
import { pageOf } from '../../domain/views/common.ts';
import { AuditExport } from '../../services/audit/export.ts';
import { AuditQuery } from '../../services/audit/list.ts';
import { AuditVerify } from '../../services/audit/verify.ts';
import { contract } from '../contract.ts';

const tag = 'Audit';

export const listAudit = contract({
  method: 'GET',
  path: '/audit',
  tag,
  summary: 'Who changed what, from where, with old and new; newest first',
  query: AuditQuery,
  answer: { status: 200, schema: pageOf(AuditView) },
});
export const auditFacets = contract({
  method: 'GET',
  path: '/audit/facets',
  tag,
  summary: 'The actions and kinds of things that the log can be filtered by',
  answer: { status: 200, schema: AuditFacets },
});
export const exportAudit = contract({
  method: 'GET',
  path: '/audit/export',
  tag,
  summary: 'The log, or what a filter leaves of it, as CSV or JSON',
  query: AuditExport,
  answer: { status: 200, schema: null, media: 'application/octet-stream' },
});
export const verifyAudit = contract({
  method: 'GET',
  path: '/audit/verify',
  tag,
  summary: 'Check that no row of the log was changed, added or taken away since it was written',
  query: AuditVerify,
  answer: { status: 200, schema: AuditCheck },
});
