import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const source = pathToFileURL(join(import.meta.dirname, '../../src/hooks/create-hooks.ts')).href;

/** Runs a call of the `check` hook with the system's own timers, in a process that has nothing else to do. */
async function runAlone(tap: string, timeoutMs: number): Promise<unknown> {
  const script = `
    process.exitCode = 2;
    const { createHooks } = await import('${source}');
    const hooks = createHooks({ onTapFailed() {}, onTapSlow() {}, timeoutMs: ${timeoutMs} });
    hooks.forPlugin('p').check.tapPromise('t', ${tap});
    const failures = await hooks.call('check', () => ({}));
    process.stdout.write(JSON.stringify(failures.map(({ plugin, message }) => [plugin, message])));
    process.exitCode = 0;`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  return JSON.parse(stdout);
}

describe('a process whose hook is called', () => {
  it('does not end under a tap that hangs: Node would leave with a pending promise and no word', async () => {
    expect(await runAlone('() => new Promise(() => {})', 50)).toEqual([['p', 'no end within 0.05 s']]);
  });

  it('is not held open by the deadline of a tap that has ended', async () => {
    // The test's own time limit is far below this deadline.
    expect(await runAlone('async () => {}', 2_000_000_000)).toEqual([]);
  });
});
