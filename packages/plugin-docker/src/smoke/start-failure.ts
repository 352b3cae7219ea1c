import type { ExecResult, FindingInput } from '@sluice/core';
import { projectFault } from '../build/project-fault.ts';
import { lastWords } from '../engine/last-words.ts';
import { engineWords } from '../engine/why-no-engine.ts';

/**
 * Why a container did not start; undefined when it did. The image's command being wrong is the project's fault, an
 * engine that makes no container is its own.
 */
export function startFailure(
  { exitCode, missing, signal, timedOut, stderr }: ExecResult,
  dockerfile: string,
): { readonly finding: FindingInput } | { readonly reason: string } | undefined {
  if (exitCode === 0) return undefined;
  if (missing !== undefined) return { reason: `docker could not be started: ${missing}` };
  if (timedOut) return { reason: 'the engine did not start the container in time' };
  if (exitCode === null) return { reason: `docker was ended by ${signal ?? 'a signal'}` };
  const said = stderr.replace(/^docker: Error response from daemon: /mu, '');
  if (/no command specified/iu.test(said))
    return fault('no-command', 'the image says no command: it has neither CMD nor ENTRYPOINT', dockerfile);
  const [, program, why] = /exec: "([^"]{1,200})": ([^\n]{1,200})/u.exec(said) ?? [];
  if (program !== undefined && (exitCode === 126 || exitCode === 127))
    return fault('cannot-start', `the image’s command ${program} cannot be run: ${plain(why)}`, dockerfile);
  if (exitCode === 126 || exitCode === 127)
    return fault('cannot-start', `the image’s command cannot be run: ${lastWords(said, 1)}`, dockerfile);
  return {
    reason: engineWords(stderr) ?? `the engine made no container: ${lastWords(said, 1) || 'no word'}`,
  };
}

/** `stat /nope: no such file or directory: unknown` without what it is wrapped in. */
function plain(why = ''): string {
  return lastWords(why.replace(/^stat \S+: /u, '').replace(/: unknown\.?$/u, ''));
}

function fault(rule: string, message: string, path: string): { readonly finding: FindingInput } {
  return { finding: projectFault(rule, message, path) };
}
