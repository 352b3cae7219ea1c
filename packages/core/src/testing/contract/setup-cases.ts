import { canonicalJson } from '../../model/canonical-json.ts';
import { startWatch } from '../watch/watch.ts';
import { assembleFine, assembleOne, callingSetup, pluginOf } from './assembled.ts';
import { callsOf } from './calls-of.ts';
import type { ContractCase, Subject } from './contract-cases.ts';
import { complain } from './contract-error.ts';

const UNKNOWN = 'optionThatNobodyHas';

/** What a plugin must keep to before it is asked for anything. */
export function setupCases(subject: Subject): readonly ContractCase[] {
  return [
    { name: 'refuses an option it does not know, by name', run: async () => refusesUnknownOption(subject) },
    { name: 'makes the same taps every time it is set up', run: async () => isDeterministic(subject) },
    { name: 'gives rules of triage that can be used', run: () => givesUsableRules(subject) },
    {
      name: 'touches no program, disk, network, environment or clock in setup',
      run: () => touchesNothing(subject),
    },
  ];
}

function refusesUnknownOption(subject: Subject): void {
  const plugin = pluginOf(subject, { [UNKNOWN]: true });
  const { problems } = assembleOne(plugin);
  const isRefused = problems.some(({ message }) => message.includes(UNKNOWN));
  const complaint = `${plugin.name} took the option ${UNKNOWN} and said nothing: make its schema strict (z.strictObject)`;
  complain('an unknown option is refused', isRefused ? [] : [complaint]);
}

function isDeterministic(subject: Subject): void {
  const [first = '', ...others] = [1, 2, 3].map(() => canonicalJson(assembleFine(pluginOf(subject)).taps()));
  const other = others.find((taps) => taps !== first);
  complain(
    'setup makes the same taps',
    other === undefined
      ? []
      : [`once ${first}, then ${other}: let taps depend on the options alone, and name them by constants`],
  );
}

async function givesUsableRules(subject: Subject): Promise<void> {
  const { name, definition } = pluginOf(subject);
  const { readRules } = await import('../../triage/read-rules.ts');
  const { faults } = readRules([{ from: name, rules: definition.failureRules ?? [] }]);
  complain(
    'rules of triage hold',
    faults.map(({ rule, detail }) => `${rule}: ${detail}`),
  );
}

async function touchesNothing(subject: Subject): Promise<void> {
  using watch = startWatch(['exec', 'write', 'disk', 'network', 'env', 'clock']);
  assembleFine(callingSetup(pluginOf(subject), watch.run));
  // What it left to a promise or an immediate belongs to it as well.
  await new Promise(setImmediate);
  complain(
    'setup only taps',
    watch.touches.length === 0
      ? []
      : [`it called ${callsOf(watch.touches)}: do so in a tap or in a check, with what they are given`],
  );
}
