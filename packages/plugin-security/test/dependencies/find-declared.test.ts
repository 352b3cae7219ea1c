import { tempWorkspace } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { auditInput } from '../../src/checks/audit-input.ts';
import type { Declared } from '../../src/dependencies/declared.ts';
import { findDeclared } from '../../src/dependencies/find-declared.ts';

async function declaredIn(
  files: Readonly<Record<string, string>>,
  named?: readonly string[],
): Promise<Declared | undefined> {
  await using workspace = await tempWorkspace(files);
  return await findDeclared(workspace.dir, '.', named);
}

const pairs = (declared: Declared | undefined) =>
  declared?.requirements.map(({ name, version, file, line }) => [name, version, file, line]);

describe('what a project depends on', () => {
  it('is read from requirements files as pip reads them', async () => {
    const declared = await declaredIn({
      'requirements.txt': [
        '# a comment',
        '--index-url https://index.example/simple',
        'Jinja2==2.10  # why',
        'zope.interface[test] == 5.0 ; python_version > "3"',
        'requests>=2,<3',
        'urllib3==1.24.1 \\',
        '    --hash=sha256:aa',
        '-r requirements/base.txt',
        '-e .',
        'git+https://example.org/a.git#egg=a',
      ].join('\n'),
      'requirements/base.txt': 'certifi===2022.12.7\n-r ../requirements.txt\n',
      'requirements-dev.txt': 'pytest==9.2.0\n',
    });
    expect(declared?.faults).toEqual([]);
    expect(declared?.options).toEqual(['--index-url https://index.example/simple']);
    expect(declared?.files).toEqual(['requirements-dev.txt', 'requirements.txt', 'requirements/base.txt']);
    expect(pairs(declared)).toEqual([
      ['pytest', '9.2.0', 'requirements-dev.txt', 1],
      ['jinja2', '2.10', 'requirements.txt', 3],
      ['zope-interface', '5.0', 'requirements.txt', 4],
      ['requests', undefined, 'requirements.txt', 5],
      ['urllib3', '1.24.1', 'requirements.txt', 6],
      ['certifi', '2022.12.7', 'requirements/base.txt', 1],
      [undefined, undefined, 'requirements.txt', 10],
    ]);
  });

  it.each([
    [
      'uv.lock',
      '[[package]]\nname = "orders"\nversion = "0.1"\nsource = { editable = "." }\n[[package]]\nname = "Jinja2"\nversion = "2.10"\nsource = { registry = "https://index.example" }\n',
    ],
    ['poetry.lock', '[[package]]\nname = "Jinja2"\nversion = "2.10"\n'],
    ['pylock.toml', 'lock-version = "1.0"\n[[packages]]\nname = "Jinja2"\nversion = "2.10"\n'],
    ['Pipfile.lock', '{"default":{"Jinja2":{"version":"==2.10"}},"develop":{}}'],
  ])('is read from %s before requirements files, without the project itself', async (name, text) => {
    const declared = await declaredIn({ [name]: text, 'requirements.txt': 'other==1\n' });
    expect(declared).toMatchObject({ files: [name], isClosed: true, faults: [] });
    expect(declared?.requirements.map((one) => one.text)).toEqual(['jinja2==2.10']);
  });

  it('is read from pyproject.toml where there is nothing else', async () => {
    const text =
      '[project]\nname = "a"\ndependencies = ["jinja2>=2"]\n[project.optional-dependencies]\ndev = ["pytest==9.2.0"]\n';
    expect(pairs(await declaredIn({ 'pyproject.toml': text }))).toEqual([
      ['jinja2', undefined, 'pyproject.toml', 3],
      ['pytest', '9.2.0', 'pyproject.toml', 5],
    ]);
  });

  it('is unknown where a file says it in a way that is not read, and where one cannot be read', async () => {
    expect((await declaredIn({ 'setup.py': '' }))?.faults).toEqual([
      'what setup.py depends on is not read here: name a requirements file or a lock with pipAudit.requirements',
    ]);
    expect((await declaredIn({ 'uv.lock': '[[package]' }))?.faults[0]).toMatch(/^uv\.lock cannot be read: /u);
    expect((await declaredIn({ 'uv.lock': 'version = 1\n' }))?.faults).toEqual([
      'uv.lock cannot be read: it lists no packages',
    ]);
    const dynamic = { 'pyproject.toml': '[project]\nname = "a"\ndynamic = ["dependencies"]\n' };
    expect((await declaredIn(dynamic))?.faults[0]).toContain('leaves its dependencies to the build');
    expect((await declaredIn({}, ['requirements/prod.txt']))?.faults).toEqual([
      'requirements/prod.txt is not there',
    ]);
  });

  it('is nothing where no file speaks of dependencies', async () => {
    expect(
      await declaredIn({ 'pyproject.toml': '[tool.black]\nline-length = 100\n', 'app/a.py': '' }),
    ).toBeUndefined();
  });
});

describe('what pip-audit is given', () => {
  const declared = (text: string) => declaredIn({ 'requirements.txt': text }) as Promise<Declared>;

  it('is every line as it stands, when all name an exact version', async () => {
    const input = auditInput(await declared('a==1 --hash=sha256:aa\nb==2\na==1\n'), [], undefined);
    expect(input).toMatchObject({ lines: ['a==1', 'b==2'], args: ['--no-deps', '--disable-pip'] });
  });

  it('is left to pip to resolve where one does not, or when told to', async () => {
    const text = '--index-url https://index.example\na==1\nb>=2\n';
    expect(auditInput(await declared(text), [], undefined)).toMatchObject({
      lines: ['--index-url https://index.example', 'a==1', 'b>=2'],
      args: [],
      detail: ['requirements.txt, resolved by pip'],
    });
    expect(auditInput(await declared('a==1\n'), [], true).args).toEqual([]);
    expect(auditInput(await declared('a\n'), [], false).args).toEqual(['--no-deps', '--disable-pip']);
  });

  it('leaves out what nobody can audit, and shows it', async () => {
    const unaudited = [{ package: 'Acme_*', reason: 'internal index' }];
    const input = auditInput(await declared('acme-core>=1\nb==2\n'), unaudited, undefined);
    expect(input.lines).toEqual(['b==2']);
    expect(input.args).toEqual(['--no-deps', '--disable-pip']);
    expect(input.detail[1]).toBe('acme-core not audited, accepted: internal index');
  });
});
