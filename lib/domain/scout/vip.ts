import type { ObservableType } from '../observables/types.ts';
import { isSamePerson, type OktaPerson } from '../okta/facts.ts';

/** `unknown`: it names a person of whom neither a directory nor a person of the house has told. */
export type VipStanding = 'yes' | 'no' | 'unknown';

/** An observable by which a case may name a person, its value normalised. */
export interface NamedAccount {
  type: Extract<ObservableType, 'user' | 'email'>;
  value: string;
}

/** Domains of accounts that Windows makes for itself, in the languages that translate them. */
const OF_WINDOWS = new Set([
  ...['nt authority', 'nt-autorität', 'autorite nt', 'autorité nt', 'autoridad nt', 'autoridade nt'],
  ...['nt service', 'nt virtual machine', 'iis apppool', 'window manager', 'font driver host'],
]);

/** Accounts of the operating system, as they are written without a domain: names, and Windows' well-known identifiers. */
const OF_SYSTEM = new Set([
  ...['root', 'system', 'localsystem', 'local system', 'localservice', 'local service'],
  ...['networkservice', 'network service', 's-1-5-18', 's-1-5-19', 's-1-5-20'],
]);

/** A machine's own account, such as `SHOP\TILL-7$` or `till-7$@shop.internal`. */
const OF_MACHINE = /\$(?:@[^@]*)?$/;

/** Whether an account may be a person's. Whatever is not surely a machine's or the operating system's may be. */
export function mayBePerson({ type, value }: NamedAccount): boolean {
  const account = value.trim().toLowerCase();
  if (OF_MACHINE.test(account)) return false;
  if (type === 'email') return true;
  const at = account.lastIndexOf('\\');
  return at < 0 ? !OF_SYSTEM.has(account) : !OF_WINDOWS.has(account.slice(0, at));
}

export interface VipFacts {
  /** What is kept on the case: no directory has said that it is a VIP's, unless one did. */
  kept: { vip: boolean; vipUnknown: boolean };
  /** The accounts that the case names, of machines too, but for those of whom somebody has said that they are no VIPs. */
  named: readonly NamedAccount[];
  /** Of whom a directory was asked. */
  asked: readonly Pick<OktaPerson, 'id' | 'login'>[];
}

/**
 * Whether a case is a VIP's, as far as there is evidence: it is none's only where it names nobody, or a directory or a person has told of everybody whom
 * it names. That nobody was asked tells nothing.
 */
export function vipStanding({ kept, named, asked }: VipFacts): VipStanding {
  if (kept.vip) return 'yes';
  const isAsked = ({ value }: NamedAccount) =>
    asked.some((one) => isSamePerson(one, { id: null, login: value }) || isNamedById(one, value));
  return kept.vipUnknown || !named.filter(mayBePerson).every(isAsked) ? 'unknown' : 'no';
}

/** Who has no login is on the case by the directory's identifier. */
const isNamedById = ({ id, login }: Pick<OktaPerson, 'id' | 'login'>, value: string) =>
  login === null && id?.toLowerCase() === value.toLowerCase();
