import type { PluginExamination } from '@sluice/core';
import { fields } from '../environment/fields.ts';
import type { RepositoryName } from '../environment/github-environment.ts';

/** `git@github.com:owner/name.git`, `ssh://git@host/owner/name`, `https://host/owner/name.git`. */
const REMOTE =
  /^(?:[a-z+]+:\/\/(?:[^/@\s]+@)?[^/\s]+\/|[^/@\s]+@[^:/\s]+:)([^/\s]+\/[^/\s]+?)(?:\.git)?\/?$/u;

/** Which repository this is: by GITHUB_REPOSITORY, else by the remote `origin`. */
export async function repositoryOf({
  env,
  exec,
}: Pick<PluginExamination, 'env' | 'exec'>): Promise<RepositoryName | undefined> {
  // Set to nothing is not set.
  const text = env['GITHUB_REPOSITORY'] || (await ofRemote(exec));
  const read = fields.repository.safeParse(text);
  return read.success ? read.data : undefined;
}

async function ofRemote(exec: PluginExamination['exec']): Promise<string | undefined> {
  const { exitCode, stdout } = await exec('git', ['remote', 'get-url', 'origin']);
  return exitCode === 0 ? REMOTE.exec(stdout.trim())?.[1] : undefined;
}
