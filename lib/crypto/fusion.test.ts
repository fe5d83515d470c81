import { expect, test } from 'vitest';
import { verifyFusion } from './fusion.ts';

const SECRET = '0123456789abcdef0123456789abcdef';
const BODY = Buffer.from('{"alert":1}');
const AT = '2026-01-01T00:00:00Z';

test.each([
  ['body and timestamp, base64', SECRET, AT, 'pzKLuqZhNIk1QIi5yVBfClnomFhU0MBVqYrp6Ymtmfk=', true],
  ['timestamp and body, hex', SECRET, AT, '8e73e8da9237f71ab1381eafa4aa0ec02ef350d375578fe1023005d113fedb1a', true],
  ['another secret', `${SECRET}0`, AT, 'pzKLuqZhNIk1QIi5yVBfClnomFhU0MBVqYrp6Ymtmfk=', false],
  ['another time', SECRET, '2026-01-01T00:00:01Z', 'pzKLuqZhNIk1QIi5yVBfClnomFhU0MBVqYrp6Ymtmfk=', false],
  ['nothing', SECRET, AT, '', false],
])('%s', (_name, secret, at, signature, expected) => {
  expect(verifyFusion(secret, BODY, at, signature)).toBe(expected);
});
