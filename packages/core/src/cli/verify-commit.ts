import { loadConfig } from '../config/load.ts';
import { envOfTaps } from '../engine/env-of-taps.ts';
import { verifyRun, type Verification } from '../engine/verify-run.ts';
import { CiError, ciError, isCiError } from '../errors/ci-error.ts';
import { messageOf } from '../errors/message-of.ts';
import { assemble } from '../plugin/assemble.ts';
import type { Plugin, PluginEvidence } from '../plugin/plugin.ts';
import { validateOptions } from '../plugin/validate-options.ts';
import { oneLine } from '../report/escape.ts';
import type { Invocation } from './verb.ts';
import { withPluginExec } from './with-plugin-exec.ts';

interface FetchedVerification {
  readonly found: Verification;
  readonly keptBy: string;
}

/**
 * Verifies what a plugin's place keeps of the run of a commit against the digest that stands there. The first plugin that
 * has something is taken. Throws EVIDENCE_NOT_FOUND with what each of them says, when none has.
 */
export async function verifyCommit(
  commit: string,
  { cwd, env, signal }: Pick<Invocation, 'cwd' | 'env' | 'signal'>,
): Promise<FetchedVerification> {
  const { config, dir: folder } = await loadConfig({ cwd });
  const { plugins, problems } = assemble(config, {
    onTapFailed: () => {},
    onTapSlow: () => {},
    timeoutMs: 60_000,
  });
  if (problems.length > 0) throw new CiError(problems);
  const asked = plugins.filter(({ definition }) => definition.evidence !== undefined);
  const envOf = envOfTaps(env, plugins);
  const said: string[] = [];
  for (const plugin of asked) {
    const kept = await withPluginExec({ cwd: folder, env, signal }, async ({ exec, redactor, dir }) => {
      const request = { commit, cwd: folder, env: envOf(plugin.name), exec, signal, dir };
      const answer = await ask(plugin, request);
      if (!answer.isFound) {
        said.push(`${plugin.name}: ${oneLine(redactor.text(answer.detail))}`);
        return undefined;
      }
      const { sha256, keptBy } = answer;
      return {
        found: await verifyRun({ dir, expected: sha256, isRecord: true }),
        keptBy: redactor.text(keptBy),
      };
    });
    if (kept !== undefined) return kept;
  }
  const detail = said.length === 0 ? 'no plugin of this config keeps any' : said.join('; ');
  throw ciError('EVIDENCE_NOT_FOUND', { commit, detail });
}

async function ask(
  plugin: Plugin,
  request: Parameters<NonNullable<Plugin['definition']['evidence']>>[0],
): Promise<PluginEvidence> {
  const validated = validateOptions(plugin, {});
  if ('problems' in validated) throw new CiError(validated.problems);
  try {
    const answer = await plugin.definition.evidence?.(request, validated.options);
    return answer ?? { isFound: false, detail: 'it says nothing' };
  } catch (error) {
    if (isCiError(error)) throw error;
    return { isFound: false, detail: `it failed: ${messageOf(error)}` };
  }
}
