import { detect } from './detect.ts';
import { normalise } from './normalise.ts';
import type { ObservableRef, ObservableType } from './types.ts';

type Reader = (value: string, siblings: Record<string, unknown>) => ObservableRef | null;

const as =
  (...types: ObservableType[]): Reader =>
  (value) => {
    for (const type of types) {
      const canonical = normalise(type, value);
      if (canonical !== null) return { type, value: canonical };
    }
    return null;
  };

const detected =
  (...types: ObservableType[]): Reader =>
  (value) => {
    const found = detect(value);
    return found && types.includes(found.type) ? found : null;
  };

/** A full name or an address as what it is, a single label as a device. */
const machine: Reader = (value) =>
  /\s/.test(value.trim())
    ? as('device')(value, {})
    : (detected('domain', 'hostname', 'ipv4', 'ipv6')(value, {}) ?? as('device')(value, {}));

const account: Reader = (value) => detected('email')(value, {}) ?? as('user')(value, {});

const COMPUTE = /instance|virtual|\bvm\b|host|server|container|pod|node|endpoint|machine/i;

/** The name of a resource: of something that runs, a device; of a bucket or a role, the cloud's. */
const resourceName: Reader = (value, { type, nativeType }) => {
  const computes = COMPUTE.test(
    `${typeof type === 'string' ? type : ''} ${typeof nativeType === 'string' ? nativeType : ''}`,
  );
  return as(computes ? 'device' : 'cloud_resource')(value, {});
};

/** Readers by a field's name, written without case and separators. */
const BY_NAME: Record<string, Reader> = {};
function field(names: string, reader: Reader): void {
  for (const name of names.split(' ')) BY_NAME[name] = reader;
}
field('user username userprincipalname upn accountname samaccountname loginname logonname', account);
field(
  'hostname computername devicename machinename hostfqdn fqdn endpointname agentcomputername devicehostname',
  machine,
);
field('command commandline cmdline processcommandline parentcommandline parentcmdline', as('command_line'));
field('process processname imagename parentprocessname processdisplayname', as('process'));
field('filename originalfilename', as('file_name', 'file_path'));
field('filepath imagepath processpath executablepath', as('file_path', 'file_name'));
field('registrykey regkey registrypath', as('registry_key'));
field('mac macaddress', as('mac'));
field(
  'md5 sha1 sha256 hash filehash filesha1 filesha256 filemd5 md5string sha256string',
  detected('md5', 'sha1', 'sha256'),
);
field('providerid resourceid resourcearn arn', as('cloud_resource'));
field('autonomoussystemnumber asn asnumber', as('asn'));

const BY_POINTER: [RegExp, Reader][] = [
  [/\/(?:resource|entitySnapshot)\/(?:id|externalId|providerId)$/i, resourceId],
  [/\/resources\/\d+\/externalId$/i, as('cloud_resource')],
  [/\/(?:resource|entitySnapshot|resources\/\d+)\/name$/i, resourceName],
  [/\/(?:actors\/\d+|actor)\/(?:name|externalId)$/i, account],
  [/\/process(?:Tree\/\d+)?\/path$/i, as('file_path')],
];

/** Wiz puts the provider's id there; where it puts its own (a UUID), the resource is known by its name only. */
function resourceId(value: string): ObservableRef | null {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(value) ? null : as('cloud_resource')(value, {});
}

/** The observable that a field is by its name and place, or null. `siblings` is the object that holds it. */
export function readField(path: string, value: string, siblings: Record<string, unknown>): ObservableRef | null {
  const key = path.slice(path.lastIndexOf('/') + 1);
  const name = key.replace(/[^a-z0-9]/gi, '').toLowerCase();
  const reader =
    BY_POINTER.find(([pattern]) => pattern.test(path))?.[1] ??
    (Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined);
  return value.trim() === '' || !reader ? null : reader(value, siblings);
}
