import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Engine } from './open-engine.ts';

/** Parts of the standard library that no service needs. */
const LEFT_OUT =
  /(?:^|\/)(?:test|tests|idlelib|tkinter|turtledemo|lib2to3|ensurepip|config-[^/]*|__pycache__|site-packages|dist-packages)$/u;

/**
 * Makes a base image with Python, pip and these packages out of this machine's own Python, for no registry is asked
 * in the tests: the interpreter and the libraries that it is linked to, where they are here, and busybox for a shell.
 */
export function makePythonBase(
  engine: Engine,
  folder: string,
  { tag, packages }: { readonly tag: string; readonly packages: readonly string[] },
): void {
  const root = join(folder, 'root');
  const { executable, prefix, library, pip } = describePython();
  for (const path of ['bin', 'tmp', 'usr/local/bin', 'root'])
    mkdirSync(join(root, path), { recursive: true });
  const copy = (path: string): void => {
    const real = realpathSync(path);
    cpSync(real, join(root, path), { recursive: true, filter: (one) => !isLeftOut(real, one) });
  };
  for (const path of [executable, library, ...librariesOf(executable, join(library, 'lib-dynload'))])
    copy(path);
  cpSync(engine.busybox, join(root, 'bin/busybox'));
  for (const name of ['python', 'python3']) symlinkSync(executable, join(root, 'usr/local/bin', name));
  const site = join(root, library, 'site-packages');
  mkdirSync(site, { recursive: true });
  cpSync(pip, join(site, 'pip'), { recursive: true });
  execFileSync(executable, ['-m', 'pip', 'install', '--quiet', '--target', site, ...packages], {
    env: { ...process.env, PIP_DISABLE_PIP_VERSION_CHECK: '1' },
    stdio: 'pipe',
  });
  writeFileSync(
    join(folder, 'Dockerfile'),
    [
      'FROM scratch',
      'COPY root /',
      'RUN ["/bin/busybox", "--install", "-s", "/bin"]',
      'RUN printf \'#!/bin/sh\\nexec python -m pip "$@"\\n\' > /usr/local/bin/pip && chmod 755 /usr/local/bin/pip && chmod 1777 /tmp',
      `ENV PYTHONHOME=${prefix}`,
      '',
    ].join('\n'),
  );
  const { status, stderr } = engine.docker(
    'buildx',
    'build',
    '--quiet',
    '--network',
    'none',
    '--tag',
    tag,
    folder,
  );
  rmSync(root, { recursive: true });
  if (status !== 0) throw new Error(`the base was not built: ${stderr}`);
}

interface PythonFacts {
  readonly executable: string;
  readonly prefix: string;
  readonly library: string;
  readonly pip: string;
}

function describePython(): PythonFacts {
  const code = `import json, os, sys, sysconfig, pip
print(json.dumps({"executable": os.path.realpath(sys.executable), "prefix": sys.base_prefix,
  "library": sysconfig.get_path("stdlib"), "pip": os.path.dirname(pip.__file__)}))`;
  for (const name of ['python3.12', 'python3.13', 'python3.11', 'python3']) {
    try {
      return JSON.parse(execFileSync(name, ['-c', code], { encoding: 'utf8', stdio: 'pipe' })) as PythonFacts;
    } catch {
      continue;
    }
  }
  throw new Error('there is no Python with pip on PATH');
}

function isLeftOut(root: string, path: string): boolean {
  return path !== root && LEFT_OUT.test(relative(root, path));
}

/** What the loader takes in, by the names under which it looks for it. */
function librariesOf(executable: string, extensions: string): readonly string[] {
  const files = [executable];
  if (existsSync(extensions))
    files.push(
      ...execFileSync('find', [extensions, '-name', '*.so'], { encoding: 'utf8' })
        .split('\n')
        .filter(Boolean),
    );
  const text = execFileSync('ldd', files, { encoding: 'utf8' });
  const named = [...text.matchAll(/(?:=> )?(\/\S+) \(0x/gu)].map(([, path]) => resolve(path ?? ''));
  return [...new Set(named)].filter((path) => dirname(path) !== '/' && existsSync(path));
}
