import * as contracts from '#lib/http/contracts/evidence.ts';
import { route } from '#lib/http/route.ts';
import { deleteFile } from '#lib/services/files/delete.ts';
import { downloadFile } from '#lib/services/files/download.ts';

export const GET = route(contracts.downloadFile, async ({ ctx, params }) => ({
  file: await downloadFile({ ctx, input: params }),
}));

export const DELETE = route(contracts.deleteFile, async ({ ctx, params, body }) => ({
  value: await deleteFile({ ctx, input: { ...params, deletion: body as never } }),
}));
