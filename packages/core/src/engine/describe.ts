import type { Host } from '../model/host.ts';
import type { RunEnvironment, Trigger } from '../model/report.ts';
import { VERSION } from '../version.ts';
import { folderInRepository } from './folder-in-repository.ts';

/** Whether this is a CI machine: `CI` is set to anything but nothing, `0` and `false`. */
export function isCi(env: Host['env']): boolean {
  const value = env['CI'];
  return value !== undefined && value !== '' && value !== '0' && value.toLowerCase() !== 'false';
}

/** What started the run, by the variables that CI systems agree on. */
export function describeTrigger(env: Host['env']): Trigger {
  if (env['GITHUB_ACTIONS'] !== 'true') return { event: 'local' };
  const ref = env['GITHUB_REF'];
  const event = env['GITHUB_EVENT_NAME'] ?? 'unknown';
  const [run, attempt] = [numeral(env['GITHUB_RUN_ID']), numeral(env['GITHUB_RUN_ATTEMPT'])];
  return {
    event,
    ...(ref === undefined ? {} : { ref }),
    ...(run === undefined ? {} : { run }),
    ...(attempt === undefined ? {} : { attempt: Number(attempt) }),
  };
}

function numeral(value: string | undefined): string | undefined {
  return value !== undefined && /^[1-9]\d{0,15}$/u.test(value) ? value : undefined;
}

/** Where the run takes place, for the report. */
export function describeEnvironment(
  host: Host,
  { plugins, cwd }: { readonly plugins: RunEnvironment['plugins']; readonly cwd: string },
): RunEnvironment {
  const folder = folderInRepository(cwd);
  return {
    sluice: VERSION,
    node: host.nodeVersion,
    platform: host.platform,
    arch: host.arch,
    cpus: host.cpus,
    ci: isCi(host.env),
    ...(folder === undefined ? {} : { folder }),
    plugins,
  };
}
