import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands, openDoor, reportOf, type Door } from './door.ts';

let door: Door;
beforeEach(async () => {
  door = await openDoor({});
});
afterEach(() => door[Symbol.asyncDispose]());

const imports = "import { command, defineConfig, definePlugin } from '@sluice/core';\n";
const marks = "checks: [command('marks', ['touch', 'ran'])]";
const twins =
  "const twin = () => definePlugin({ name: 'twin', version: '1.0.0', setup() {} })();" +
  `export default defineConfig({ plugins: [twin(), twin()], ${marks} });`;

/** Runs and holds to what every bad config gets: exit 2, one message, a document, nothing run, no stack. */
async function refused() {
  const ended = await door.sluice(['run', '--json']);
  expect(ended.code).toBe(2);
  const report = reportOf(ended);
  expect(report.results).toEqual([]);
  expect(report.verdict.level).toBe('block');
  expect(`${ended.stdout}${ended.stderr}`).not.toMatch(/\n +at .*:\d+:\d+\)?\n/u);
  await expect(door.read('ran')).rejects.toThrow(/ENOENT/u);
  return { problems: report.problems, stderr: ended.stderr };
}

describe('a config that cannot be used', () => {
  it.each([
    ['has a syntax error', 'export default {\n  checks: [,,;\n', 'CONFIG_SYNTAX', /ci\.config\.mjs:2/u],
    [
      'imports what is not there',
      "import 'nowhere-to-be-found';\nexport default {};",
      'CONFIG_IMPORT_FAILED',
      /nowhere-to-be-found/u,
    ],
    [
      'imports something that throws',
      "import './broken.mjs';\nexport default {};",
      'CONFIG_THREW',
      /no database \(.*broken\.mjs:2\)/u,
    ],
    [
      'throws itself',
      "\nthrow new Error('not today');",
      'CONFIG_THREW',
      /not today \(.*ci\.config\.mjs:2\)/u,
    ],
    [
      'exits the process',
      'process.exit(0);\nexport default {};',
      'CONFIG_THREW',
      /process\.exit\(0\) was called/u,
    ],
    ['exports nothing', 'const config = {};', 'CONFIG_NO_EXPORT', /exports nothing/u],
    ['exports no object', 'export default 7;', 'CONFIG_NO_EXPORT', /a number, not a config object/u],
    [
      'has an unknown key',
      `${imports}export default { cheks: [], ${marks} };`,
      'CONFIG_INVALID',
      /cheks[^]*checks/u,
    ],
    [
      'has no check that is required',
      `${imports}export default defineConfig({ checks: [] });`,
      'POLICY_NOTHING_REQUIRED',
      /policy\.required/u,
    ],
    ['has two plugins of one name', `${imports}${twins}`, 'PLUGIN_DUPLICATE', /Two plugins are named twin/u],
  ])('because it %s', async (_, text, code, words) => {
    await door.write({ 'ci.config.mjs': text, 'broken.mjs': "\nthrow new Error('no database');" });
    const { problems, stderr } = await refused();
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(stderr).toMatch(words);
  });

  it('because there is none', async () => {
    const { problems, stderr } = await refused();
    expect(problems).toMatchObject([{ code: 'CONFIG_NOT_FOUND' }]);
    expect(stderr).toContain('sluice init');
  });

  it('because it is a folder, which nobody can read', async () => {
    await door.write({ 'ci.config.mjs/x': '' });
    const { problems } = await refused();
    expect(problems).toMatchObject([{ code: 'CONFIG_UNREADABLE', file: door.path('ci.config.mjs') }]);
  });

  it('because of many mistakes in it and in its plugins, all in one message', async () => {
    const plugin =
      "const shy = definePlugin({ name: 'shy', version: '1.0.0', options: z.strictObject({ limit: z.number() }), setup() {} });";
    await door.write({
      'ci.config.mjs': `${imports}import { z } from '@sluice/core';\n${plugin}
export default { plugins: [shy({ limti: 3 })], polcy: {}, checks: [command('marks', [], { timeout: 3 })] };`,
    });
    const { problems, stderr } = await refused();
    const text = problems.map(({ path, message }) => `${path}: ${message}`).join('\n');
    for (const words of ['polcy', 'timeout', 'limti']) expect(text).toContain(words);
    expect(stderr).toMatch(/^\d problems\n/u);
  });

  it('because its day of enforcement is too far ahead', async () => {
    const far = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
    await door.write({
      'ci.config.mjs': commands({ marks: ['touch', 'ran'] }, `policy: { enforceFrom: '${far}' }`),
    });
    const { problems } = await refused();
    expect(problems).toMatchObject([{ code: 'POLICY_ENFORCE_FROM', path: 'policy.enforceFrom' }]);
  });

  it('because its waivers cannot be read', async () => {
    await door.write({
      'ci.config.mjs': commands({ marks: ['touch', 'ran'] }),
      'ci.waivers.json': '{"waivers":7}',
    });
    const { problems } = await refused();
    expect(problems).toMatchObject([{ code: 'WAIVERS_UNREADABLE', file: door.path('ci.waivers.json') }]);
  });
});
