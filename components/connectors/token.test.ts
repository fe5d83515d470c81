import { describe, expect, it } from 'vitest';
import { newToken, sourceNameProblem } from './token.ts';

describe('newToken', () => {
  it('is 43 characters that need no quoting in a header or an address', () => {
    expect(newToken()).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
  it('carries all 256 bits', () => {
    expect(newToken((bytes) => bytes.fill(0xff))).toBe(`${'_'.repeat(42)}8`);
    expect(newToken()).not.toBe(newToken());
  });
});

describe('sourceNameProblem', () => {
  it.each(['acme', 'a', '0-day', 'a'.repeat(63)])('takes %s', (name) => expect(sourceNameProblem(name, [])).toBeNull());
  it.each(['', 'Acme', '-acme', 'a b', 'a_b', 'é', 'a'.repeat(64)])('refuses "%s"', (name) => {
    expect(sourceNameProblem(name, [])).not.toBeNull();
  });
  it('refuses a name that is taken', () => expect(sourceNameProblem('acme', ['acme'])).toContain('already'));
});
