import * as contracts from '#lib/http/contracts/evidence.ts';
import { route } from '#lib/http/route.ts';
import { uploadRoute } from '#lib/http/upload-route.ts';
import { attachFile } from '#lib/services/files/attach.ts';
import { listFiles } from '#lib/services/files/list.ts';
import { discardFile, type ReceivedFile, receiveFile } from '#lib/services/files/receive.ts';

export const GET = route(contracts.listFiles, async ({ ctx, params, query }) => ({
  value: await listFiles({ ctx, input: { key: params.key, query } }),
}));

export const POST = uploadRoute<ReceivedFile>(contracts.uploadFile, {
  receive: ({ ctx, params, query }, body) => receiveFile({ ctx, input: { key: params.key, query, body } }),
  async keep({ ctx, params }, file) {
    const value = await attachFile({ ctx, input: { key: params.key, file } });
    return { value, location: `/api/v1/cases/${params.key}/files/${value.id}` };
  },
  discard: ({ ctx }, { id }) => discardFile(ctx, id),
});
