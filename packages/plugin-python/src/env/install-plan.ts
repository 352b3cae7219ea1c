import { join } from 'node:path';
import type { ExecResult } from '@sluice/core';
import { asideFolder } from './environment-paths.ts';
import type { EnvironmentRequest } from './environment-request.ts';
import type { Installer } from './installer.ts';
import { installWords, isContradiction, isVersionFromGitMissing } from './install-words.ts';
import type { InstallPlan } from './plan-install.ts';
import { hasTag, pretendVersion } from './pretend-version.ts';

type Installed =
  | { readonly installer: string; readonly notes: readonly string[] }
  | { readonly reason: string; readonly result: ExecResult };

/**
 * Carries out a plan. A version that git cannot tell is given: beforehand where no tag can be reached, as a made-up
 * `0.0.0` contradicts whatever requires the project. The versions that the plugin pins are let go when they contradict
 * the project.
 */
export async function installWith(
  folder: string,
  request: EnvironmentRequest,
  installer: Installer,
): Promise<Installed> {
  const notes: string[] = [];
  let env: Record<string, string> = { DIST_EXTRA_CONFIG: join(asideFolder(folder), 'distribution.cfg') };
  const give = async (): Promise<void> => {
    const pretend = await pretendVersion(request.project, request.exec);
    env = { ...env, ...pretend.env };
    notes.push(
      `git could not tell the project's version: built as ${pretend.version} (from ${pretend.from})`,
    );
    request.log(notes.at(-1) ?? '');
  };
  if (request.project.hasVersionFromGit && !(await hasTag(request.exec))) await give();
  let plan = request.plan;
  for (;;) {
    const failed = await installSteps(folder, { plan, installer, env, log: request.log });
    if (!failed) return { installer: installer.name, notes };
    const { result, what } = failed;
    const isGiven = 'PBR_VERSION' in env;
    if (!isGiven && isVersionFromGitMissing(result)) {
      await give();
    } else if (plan !== request.relaxedPlan && isContradiction(result)) {
      plan = request.relaxedPlan;
      request.log(
        'the requirements contradict one another; trying without the versions of the test tools that Sluice pins',
      );
    } else
      return { reason: `installing ${what} failed (${installer.name}): ${installWords(result)}`, result };
  }
}

async function installSteps(
  folder: string,
  {
    plan,
    installer,
    env,
    log,
  }: { plan: InstallPlan; installer: Installer; env: Record<string, string>; log: (line: string) => void },
): Promise<{ readonly what: string; readonly result: ExecResult } | undefined> {
  for (const step of plan.steps) {
    log(`installing ${step.what}`);
    const result = await installer.install(folder, step, env);
    if (result.exitCode !== 0) return { what: step.what, result };
  }
  return undefined;
}
