import { loadConfig } from '../../src/config/load.ts';
import { isCiError } from '../../src/errors/ci-error.ts';
import { writeFileSync } from 'node:fs';
import type { LoadOutcome, LoadRequest } from './load-bench.ts';

/**
 * Loads configs as a process of its own does: a test runner puts its own loader before `import()`, and it is Node's
 * that matters here. Reads requests as JSON from its first argument, prints outcomes as JSON.
 */
async function outcomeOf({ cwd, file, timeoutMs, before }: LoadRequest): Promise<LoadOutcome> {
  for (const [path, text] of Object.entries(before ?? {})) writeFileSync(path, text);
  try {
    const { config, ...place } = await loadConfig({ cwd, file, timeoutMs });
    const plugins = (config.plugins ?? []).map(({ name, rawOptions }) => ({ name, rawOptions }));
    const checks = (config.checks ?? []).map(({ id }) => id);
    const { marks } = globalThis as { marks?: unknown };
    return { ...place, config: JSON.parse(JSON.stringify(config)) as object, plugins, checks, marks };
  } catch (error) {
    if (isCiError(error)) return { problems: error.problems };
    return { crash: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

const outcomes: LoadOutcome[] = [];
for (const request of JSON.parse(process.argv[2] ?? '[]') as LoadRequest[])
  outcomes.push(await outcomeOf(request));
process.stdout.write(JSON.stringify(outcomes));
