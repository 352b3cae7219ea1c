import { describe, expect, it } from 'vitest';
import { parsePurl, purlOf } from '../../src/parse/purl.ts';

describe('a package URL', () => {
  it.each([
    ['pkg:pypi/Typing_Extensions@4.1', 'pypi', 'typing-extensions', '4.1'],
    ['pkg:npm/%40scope/name@1.0', 'npm', '@scope/name', '1.0'],
    ['pkg:npm/@scope/name', 'npm', '@scope/name', undefined],
    [
      'pkg:golang/github.com/docker/distribution@v2.7.1%2Bincompatible',
      'golang',
      'github.com/docker/distribution',
      'v2.7.1+incompatible',
    ],
    ['pkg:apk/alpine/curl@7.61.0-r0?arch=x86_64&distro=3.7#sub', 'apk', 'alpine/curl', '7.61.0-r0'],
  ])('%s is taken apart', (text, type, name, version) => {
    expect(parsePurl(text)).toMatchObject({ type, name, ...(version === undefined ? {} : { version }) });
    expect(parsePurl(text)?.version).toBe(version);
  });

  it('has its qualifiers', () => {
    expect([...(parsePurl('pkg:apk/a/b@1?arch=x86_64&distro=3.7&broken')?.qualifiers ?? [])]).toEqual([
      ['arch', 'x86_64'],
      ['distro', '3.7'],
    ]);
  });

  it.each(['', 'CVE-1', 'pkg:', 'pkg:pypi/', 'https://example.org', 'pkg:pypi/@1'])('is not %j', (text) => {
    const parsed = parsePurl(text);
    expect(parsed === undefined || parsed.name !== '').toBe(true);
  });

  it('is written without what it need not have', () => {
    expect(purlOf('pypi', 'Jinja2', '')).toBe('pkg:pypi/jinja2');
    expect(purlOf('npm', '@scope/a', '1')).toBe('pkg:npm/%40scope/a@1');
  });
});
