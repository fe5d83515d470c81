import * as contracts from '#lib/http/contracts/case-work.ts';
import { parseQuery } from '#lib/http/parse-body.ts';
import { caseDocument } from '#lib/http/pdf/case-document.ts';
import { renderPdf } from '#lib/http/pdf/render.ts';
import { route } from '#lib/http/route.ts';
import { exportCase } from '#lib/services/cases/export.ts';

export const GET = route(contracts.exportCasePdf, async ({ ctx, params, query }) => {
  const { zone } = parseQuery(contracts.exportCasePdf, query);
  const data = await exportCase({ ctx, input: { key: params.key, as: 'pdf' } });
  return { file: { name: `${data.case.key}.pdf`, body: await renderPdf(caseDocument(data, zone)) } };
});
