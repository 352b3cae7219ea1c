import { abortCase } from './abort-case.ts';
import type {
  AnyPluginFactory,
  ContractCase,
  ContractCases,
  ContractCheck,
  Subject,
} from './contract-cases.ts';
import { fingerprintCase } from './fingerprint-case.ts';
import { hookCases } from './hook-cases.ts';
import { outcomeCases } from './outcome-cases.ts';
import { programCases } from './program-cases.ts';
import { setupCases } from './setup-cases.ts';

/**
 * The conformance cases of a plugin, for any test runner:
 *
 * ```
 * for (const { name, run } of pluginContract(python, cases)) it(name, run);
 * ```
 *
 * Every case runs the plugin in temporary folders of its own, with an environment that holds nothing of the
 * developer's, and rejects with an Error that says what the plugin did and what to do.
 */
export function pluginContract(plugin: AnyPluginFactory, cases: ContractCases): readonly ContractCase[] {
  const subject: Subject = { plugin, cases };
  return [
    ...setupCases(subject),
    ...hookCases(subject),
    ...cases.checks.flatMap((one) => casesOfCheck(subject, one)),
  ];
}

function casesOfCheck(subject: Subject, one: ContractCheck): readonly ContractCase[] {
  return [
    ...outcomeCases(subject, one),
    ...(one.finds === false ? [] : [fingerprintCase(subject, one)]),
    ...programCases(subject, one),
    abortCase(subject, one),
  ];
}
