import { OwnAssetInput } from '../../domain/own-asset.ts';
import { pageOf } from '../../domain/views/common.ts';
import { OwnAssetView } from '../../domain/views/own-asset.ts';
import { PageQuery } from '../../services/cases/streams.ts';
import { contract } from '../contract.ts';

const tag = 'Own assets';

export const listAllowList = contract({
  method: 'GET',
  path: '/allow-list',
  tag,
  summary: 'List what the house owns, newest first',
  query: PageQuery,
  answer: { status: 200, schema: pageOf(OwnAssetView) },
});
export const addToAllowList = contract({
  method: 'POST',
  path: '/allow-list',
  tag,
  summary: 'Say that a domain, a range of addresses or one value is the house’s own',
  body: OwnAssetInput,
  answer: { status: 201, schema: OwnAssetView },
});
export const removeFromAllowList = contract({
  method: 'DELETE',
  path: '/allow-list/{id}',
  tag,
  summary: 'Take an entry off the list',
  answer: { status: 200, schema: OwnAssetView },
});
