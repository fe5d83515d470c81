export { type AllowList, type AllowListEntry, compileAllowList, isAllowListed } from './allow-list.ts';
export { type BodyObservable, type ExtractFromBodyOptions, extractFromBody } from './body.ts';
export { defang, defangText } from './defang.ts';
export { detect } from './detect.ts';
export { extract } from './extract.ts';
export { identityOf } from './identity.ts';
export { normalise } from './normalise.ts';
export { refang } from './refang.ts';
export { isPrivateOrReserved } from './reserved.ts';
export { roleOfPath, strongerRole } from './roles.ts';
export {
  type Extracted,
  MAX_ORIGINS,
  OBSERVABLE_ROLES,
  OBSERVABLE_TYPES,
  OBSERVABLE_VERDICTS,
  type ObservableRef,
  type ObservableRole,
  type ObservableType,
  type ObservableVerdict,
} from './types.ts';
