/**
 * `npm test`: set-up, `npm run check`, then every test. Arguments go to vitest.
 * The last line is always `N passed, N failed`, summed over all of them; a runner that says nothing has failed.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installBrowser } from './browser.mjs';
import { check } from './check.mjs';
import { node24, readJson, root, run, tools } from './repository.mjs';
import { setup } from './setup.mjs';

const resultFolder = join(root, 'node_modules/.cache/sluice-test');

// Whatever goes wrong from here on, leaving without a count is a failure.
process.exitCode = 1;
const counts = (await setup()) ? [await check(), await vitest()] : [{ passed: 0, failed: 1 }];
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

async function vitest() {
  await installBrowser();
  const file = join(resultFolder, `vitest-${process.pid}.json`);
  mkdirSync(resultFolder, { recursive: true });
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code } = await run(node24, [tools.vitest, 'run', ...reporters, ...process.argv.slice(2)], {
    inherit: true,
  });
  const result = readResult(file);
  rmSync(file, { force: true });
  return countVitest(result, code);
}

function readResult(file) {
  try {
    return readJson(file);
  } catch {
    return undefined; // cut off in the middle: as good as none
  }
}

function countVitest(result, code) {
  if (!result) {
    console.log(`vitest ended with exit code ${code} and wrote no result: this counts as a failure.`);
    return { passed: 0, failed: 1 };
  }
  // A file that could not be loaded has no tests to count, but it is a failure all the same.
  const brokenFiles = result.testResults.filter(
    (one) => one.status === 'failed' && !one.assertionResults.some((test) => test.status === 'failed'),
  );
  const found = { passed: result.numPassedTests, failed: result.numFailedTests + brokenFiles.length };
  const isSilentFailure = found.failed === 0 && (code !== 0 || found.passed === 0);
  return isSilentFailure ? { ...found, failed: 1 } : found;
}
