import type { Config } from '../config/config.ts';
import { problemOf } from '../errors/ci-error.ts';
import type { Problem } from '../model/problem.ts';
import type { Plugin } from '../plugin/plugin.ts';
import type { RuleSource } from '../triage/read-rules.ts';
import type { RuleSet } from '../triage/rule-set.ts';

interface RulesInput {
  readonly config: Pick<Config, 'triage'>;
  readonly plugins: readonly Plugin[];
}

/** What the rules of a project's plugins and config have of mistakes, all of them. Loads nothing where there are none. */
export async function ruleProblems(input: RulesInput): Promise<readonly Problem[]> {
  const { triage } = input.config;
  const sources = sourcesOf(input);
  if (sources.length === 0 && triage?.disable === undefined) return [];
  // Core's own rules are needed only to know what can be disabled.
  const { faults } =
    triage?.disable === undefined
      ? (await import('../triage/read-rules.ts')).readRules(sources)
      : (await import('../triage/rule-set.ts')).ruleSet(sources, triage.disable);
  return faults.map(({ rule, from, detail }) =>
    problemOf('TRIAGE_RULE_INVALID', {
      rule,
      from: from === 'repo' ? 'the config' : `plugin ${from}`,
      detail,
    }),
  );
}

/** The rules that count in a project; undefined where they are core's. */
export async function projectRules(input: RulesInput): Promise<RuleSet | undefined> {
  const sources = sourcesOf(input);
  const disable = input.config.triage?.disable ?? [];
  if (sources.length === 0 && disable.length === 0) return undefined;
  const { ruleSet } = await import('../triage/rule-set.ts');
  return ruleSet(sources, disable);
}

function sourcesOf({ config, plugins }: RulesInput): readonly RuleSource[] {
  const own = config.triage?.rules ?? [];
  return [
    ...(own.length > 0 ? [{ from: 'repo', rules: own }] : []),
    ...plugins.flatMap(({ name, definition: { failureRules = [] } }) =>
      failureRules.length > 0 ? [{ from: name, rules: failureRules }] : [],
    ),
  ];
}
