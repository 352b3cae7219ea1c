import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { HEAD, placeOf } from '../deliver/place.ts';
import { zipOf } from '../fake/state/zip-of.ts';

const packages = resolve(import.meta.dirname, '../../..');
const bin = resolve(packages, 'core/dist/cli/bin.js');
const CONFIG = `
import { command, defineConfig } from '@sluice/core';
import { github } from '@sluice/plugin-github';
export default defineConfig({
  plugins: [github({ alert: false })],
  checks: [command('lint', ['true']), command('wish', ['false'], { level: 'optional' })],
});
`;

type Env = Readonly<Record<string, string | undefined>>;

let place: Awaited<ReturnType<typeof placeOf>>;
let env: Env;
beforeEach(async () => {
  place = await placeOf();
  for (const name of ['core', 'plugin-github']) {
    const link = place.workspace.path('node_modules/@sluice', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(resolve(packages, name), link);
  }
  await place.workspace.write({ 'ci.config.mjs': CONFIG });
  env = { PATH: process.env['PATH'], HOME: place.workspace.dir, ...(await place.envOf()) };
});
afterEach(() => place[Symbol.asyncDispose]());

/** The built command line, as somebody has it at home: with a token, and outside of Actions. */
async function sluice(argv: readonly string[], more: Env = {}) {
  const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN, PATH, HOME } = env;
  const child = spawn(process.execPath, [bin, ...argv], {
    cwd: place.workspace.dir,
    env: { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN, PATH, HOME, ...more } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number];
  return { code, stdout, stderr };
}

/** What a workflow does: the job that decides records the run, another tells of it, and the record is an artifact. */
async function ranInActions(
  files: (record: Readonly<Record<string, string>>) => Readonly<Record<string, string>>,
) {
  const record = place.workspace.path('record');
  const ran = await sluice(['run'], { ...env, GITHUB_TOKEN: undefined, SLUICE_GITHUB_RECORD: record });
  expect(ran).toMatchObject({ code: 0 });
  const told = await main(['report', '--from', record, '--check', 'sluice/report'], {
    cwd: place.workspace.dir,
    env,
    out: () => {},
    err: () => {},
    client: { secondMs: 1 },
  });
  expect(told).toBe(0);
  const kept = Object.fromEntries(
    await Promise.all(
      ['report.json', 'evidence.json', 'badge.json'].map(
        async (name) => [name, await readFile(place.workspace.path('record', name), 'utf8')] as const,
      ),
    ),
  );
  const { state } = place.fake;
  state.artifacts.push({
    id: state.nextId(),
    runId: 9001,
    name: 'gate-report-1',
    isExpired: false,
    createdAt: '2026-11-29T12:00:00Z',
    zip: zipOf(files(kept)),
  });
  place.fake.addRun({ id: 9001, sha: HEAD });
  return { evidence: /^evidence sha256 ([0-9a-f]{64})$/mu.exec(ran.stdout)?.[1] ?? '' };
}

describe('sluice verify --commit', () => {
  it('fetches what the run of a commit left, and holds it against the digest in its check run', async () => {
    const { evidence } = await ranInActions((kept) => kept);
    const { code, stdout, stderr } = await sluice(['verify', '--commit', HEAD]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`of ${HEAD}\n`);
    expect(stdout).toContain('VERIFIED   WARN');
    expect(stdout).toContain(`evidence sha256 ${evidence}`);
    expect(stdout).toContain(`as in the check run sluice/report of ${HEAD}`);
  }, 60_000);

  it('finds a record that was made anew from end to end, which agrees with itself', async () => {
    await ranInActions((kept) => kept);
    const before = place.fake.state.checkRuns[0];
    if (before !== undefined) before.externalId = `sluice:9001:1:${'ab'.repeat(32)}`;
    const { code, stdout } = await sluice(['verify', '--commit', HEAD, '--json']);
    expect(code).toBe(1);
    expect((JSON.parse(stdout) as { faults: unknown[] }).faults).toEqual([
      expect.objectContaining({ kind: 'digest', subject: 'evidence.json' }),
    ]);
  }, 60_000);

  it('finds one byte of the report that was changed, and a report that the evidence does not name', async () => {
    await ranInActions((kept) => ({
      ...kept,
      'report.json': kept['report.json']?.replace('"level": "warn"', '"level": "pass"') ?? '',
    }));
    const { code, stdout } = await sluice(['verify', '--commit', HEAD]);
    expect(code).toBe(1);
    expect(stdout).toContain('changed   report.json: its sha256 is');
    expect(stdout).toContain('verdict   verdict: the results give warn');
  }, 60_000);

  it('says what there is not: a check run, a digest, an artifact, a file of it, a token', async () => {
    const said = async (more: Env = {}): Promise<string> => {
      const { code, stderr } = await sluice(['verify', '--commit', HEAD], more);
      expect(code).toBe(2);
      return stderr;
    };
    expect(await said()).toContain(`github: ${HEAD} has no check run sluice/report of Sluice's`);
    await ranInActions(({ 'report.json': report = '' }) => ({ 'report.json': report }));
    expect(await said()).toContain('the artifact of the run holds no evidence.json');
    place.fake.state.artifacts = [];
    expect(await said()).toContain('run 9001 left no artifact gate-report-1');
    const [check] = place.fake.state.checkRuns;
    if (check !== undefined) check.externalId = 'sluice:9001:1';
    expect(await said()).toContain('holds no digest');
    expect(await said({ GITHUB_TOKEN: undefined })).toMatch(/EVIDENCE_NOT_FOUND[^]*token/u);
  }, 60_000);
});
