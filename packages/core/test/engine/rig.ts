import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../src/config/config.ts';
import { createPipeline, type PipelineOptions } from '../../src/create-pipeline.ts';
import type { Check, CheckOutcome } from '../../src/model/check.ts';
import type { RunEvent } from '../../src/model/event.ts';
import type { Host } from '../../src/model/host.ts';
import type { RunReport } from '../../src/model/report.ts';
import { definePlugin } from '../../src/plugin/define-plugin.ts';
import type { Plugin, PluginApi } from '../../src/plugin/plugin.ts';

/** A folder of its own, and runs in it with a host that is all a run sees of the machine. */
export interface Rig extends AsyncDisposable {
  readonly dir: string;
  readonly path: (...parts: readonly string[]) => string;
  readonly run: (config: Config, options?: Partial<PipelineOptions>) => Promise<Ran>;
}

export interface Ran {
  readonly report: RunReport;
  readonly events: readonly RunEvent[];
}

export async function openRig(): Promise<Rig> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'sluice-engine-')));
  return {
    dir,
    path: (...parts) => join(dir, ...parts),
    run: async (config, options = {}) => {
      const events: RunEvent[] = [];
      const report = await createPipeline(config).run({
        cwd: dir,
        host: hostOf(),
        onEvent: (event) => void events.push(event),
        graceMs: 200,
        ...options,
      });
      return { report, events };
    },
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true, maxRetries: 3 }),
  };
}

export function hostOf(given: Partial<Host> = {}): Host {
  return {
    env: { PATH: process.env['PATH'], GIT_CEILING_DIRECTORIES: tmpdir() },
    now: Date.now,
    cpus: 2,
    platform: 'linux',
    arch: 'x64',
    nodeVersion: '24.0.0',
    pid: 4711,
    ...given,
  };
}

/** A check of the project itself that passes unless told otherwise. */
export function checkOf(name: string, more: Partial<Check> = {}): Check {
  const run = (): CheckOutcome => ({ status: 'completed', findings: [] });
  return { id: `repo/${name}`, title: name, run: async () => run(), ...more };
}

/** A plugin named `rogue` with these taps. */
export function rogue(setup: (api: PluginApi) => void): Plugin {
  return definePlugin({ name: 'rogue', version: '1.2.3', setup })();
}
