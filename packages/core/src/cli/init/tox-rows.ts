import { shortList } from './detect-python.ts';
import type { Stand } from './stand.ts';
import type { Row } from './row.ts';
import { scriptWith } from './scripts.ts';
import { standName } from './stand-name.ts';
import type { ToxEnvironment } from './tox-environments.ts';

/** What needs no check of its own: it prepares, or says again what a check measures. */
const BESIDE =
  /^(?:python3?\s+-m\s+)?(?:pip3?\s+install|coverage\s+(?:erase|combine|report|html|xml|json|lcov)|codecov|coveralls|python3?\s+(?:-c|-V|--version)|echo|rm|mkdir)\b/u;

/** The environments of tox, those of one outcome together: which checks do what they do, and what no check does. */
export function toxRows(
  environments: readonly ToxEnvironment[],
  stands: readonly Stand[],
  versions: readonly string[],
): readonly Row[] {
  const outcomes = environments.map((environment) => ({
    environment,
    gives: outcomeOf(environment, stands, versions),
  }));
  return [...Map.groupBy(outcomes, ({ gives }) => gives)].map(([gives, members]) => {
    const names = members.map(({ environment }) => environment.name);
    return { what: `tox ${shortList(names, 4)}`, seen: members[0]?.environment.file ?? '', gives };
  });
}

function outcomeOf(
  { name, file, commands }: ToxEnvironment,
  stands: readonly Stand[],
  versions: readonly string[],
): string {
  if (commands.length === 0) return 'runs nothing that could be read here';
  const version = /(?:^|-)py3\.?(\d{1,2})(?:-|$)/u.exec(name)?.[1];
  const fits = (text: string) => (stand: Stand) => scriptWith([{ file, text }], stand.call) !== undefined;
  const checks = new Set(commands.flatMap((text) => stands.filter(fits(text)).map(standName)));
  const rest = commands.filter((text) => !BESIDE.test(text) && !stands.some(fits(text)));
  const tests = [...checks].some((check) => check.startsWith('python/pytest'));
  if (tests && version !== undefined && !versions.includes(`3.${version}`))
    return `not carried over: add '3.${version}' to versions`;
  const programs = [...new Set(rest.map(programOf))];
  const lost = programs.length === 0 ? [] : [`not carried over: ${shortList(programs, 3)}`];
  return [...(checks.size > 0 ? [[...checks].join(', ')] : []), ...lost].join('; ') || 'prepares only';
}

/** `{envpython} -m build --wheel`: build. */
function programOf(command: string): string {
  const module = /^\S*python\S*\s+-m\s+(\S+)/u.exec(command)?.[1];
  return module ?? (/^\S+/u.exec(command)?.[0] ?? command).replace(/^.*\//u, '');
}
