/**
 * `npm run github-openapi`: writes the part of GitHub's own description of its API that the tests' fake of it is held to.
 * The whole is 385 MB installed and thus no dependency: it is packed into a temporary folder, read and thrown away.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OPERATIONS } from '../packages/plugin-github/test/fake/operations.ts';
import { trimOpenapi, type OpenapiDocument } from './trim-openapi.ts';

const PACKAGE = '@octokit/openapi';
const VERSION = '23.0.2';
const target = join(import.meta.dirname, '../packages/plugin-github/fixtures/github-openapi');

const folder = mkdtempSync(join(tmpdir(), 'github-openapi-'));
try {
  execFileSync('npm', ['pack', '--silent', `${PACKAGE}@${VERSION}`], { cwd: folder, stdio: 'inherit' });
  const archive = `octokit-openapi-${VERSION}.tgz`;
  const [description, license] = ['package/generated/api.github.com.json', 'package/LICENSE'] as const;
  execFileSync('tar', ['-xzf', archive, description, license], { cwd: folder, stdio: 'inherit' });
  const whole = JSON.parse(readFileSync(join(folder, description), 'utf8')) as OpenapiDocument;
  const stamp = { package: `${PACKAGE}@${VERSION}`, license: 'MIT, see LICENSE beside this file' };
  const text = trimOpenapi(whole, Object.keys(OPERATIONS), stamp);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, `api.${VERSION}.json`), text);
  writeFileSync(join(target, 'LICENSE'), readFileSync(join(folder, license), 'utf8'));
  console.log(`${Object.keys(OPERATIONS).length} operations, ${Buffer.byteLength(text)} bytes`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
