import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * For the `pin-tools.mjs` of plugins: calls `use` with the `python` of an environment of its own, and with `closure`,
 * which gives a requirement and all that it needs, one line a package: `name==version ; marker --hash=sha256:… …`, for
 * every platform that has wheels. To resolve for all of them at once is uv's work; it is put into a folder that is
 * removed again. Needs Python 3 and a package index.
 */
export function withPipClosures(oldestPython, use) {
  const folder = mkdtempSync(join(tmpdir(), 'pin-tools-'));
  try {
    const python = join(folder, 'venv/bin/python');
    execFileSync('python3', ['-m', 'venv', join(folder, 'venv')]);
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', 'uv'], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return use({ python, closure: (requirement) => closure(folder, requirement, oldestPython) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function closure(folder, requirement, oldestPython) {
  const words =
    'pip compile --universal --generate-hashes --only-binary :all: --no-annotate --no-header --quiet';
  const text = execFileSync(
    join(folder, 'venv/bin/uv'),
    [...words.split(' '), '--python-version', oldestPython, '-'],
    {
      input: `${requirement}\n`,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {
        ...process.env,
        UV_PYTHON_DOWNLOADS: 'never',
        SSL_CERT_FILE: process.env.SSL_CERT_FILE ?? process.env.PIP_CERT,
      },
    },
  );
  return text
    .replace(/\s*\\\n\s*/g, ' ')
    .trim()
    .split('\n');
}
