/** `true`, as often as asked, two at a time, by execa with the settings that core gives it, and nothing round it. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { twoAtATime } from '../lib/two-at-a-time.ts';

// execa is a dependency of core alone, so it is looked for from there.
const core = createRequire(join(import.meta.dirname, '../../packages/core/package.json'));
const module: unknown = await import(pathToFileURL(core.resolve('execa')).href);
const { execa } = module as {
  readonly execa: (file: string, args: readonly string[], options: object) => Promise<{ exitCode?: number }>;
};

await twoAtATime(Number(process.argv[2]), async () => {
  const { exitCode } = await execa('true', [], {
    buffer: false,
    reject: false,
    detached: true,
    stdin: 'ignore',
  });
  if (exitCode !== 0) throw new Error(`true ended with ${String(exitCode)}`);
});
