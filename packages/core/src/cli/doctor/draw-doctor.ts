import { problemText } from '../problem-text.ts';
import type { PluginFact } from '../../plugin/plugin.ts';
import type { CheckFacts, Diagnosis, MachineFacts, PluginFacts, ToolFacts } from './diagnosis.ts';

const FACT_MARKS = { fine: '✓', todo: '✗', unknown: '?' } as const;
const MARKS = { found: '✓', installed: '✓', installable: '+', missing: '✗' } as const;

/** What `doctor` prints: the machine, then plugins, checks and tools, and last what somebody has to do. */
export function drawDoctor(diagnosis: Diagnosis): string {
  const { version, machine, config, plugins, checks, tools, problems, init } = diagnosis;
  const sections = [
    section(`Sluice ${version}`, machineLines(machine)),
    section(`Config  ${config ?? 'none: `sluice init` would write one'}`, pluginLines(plugins)),
    section(
      'Init would find',
      (init ?? []).map(
        ({ what, seen, gives }) => `${what}: ${seen}${gives === undefined ? '' : ` → ${gives}`}`,
      ),
    ),
    ...plugins.map(({ name, facts }) => section(name, factLines(facts))),
    section('Checks', checkLines(checks)),
    section('Tools', toolLines(tools)),
    section('To do', todo(diagnosis)),
    problems.length > 0 ? problemText(problems) : '',
  ];
  return sections.filter((text) => text !== '').join('\n');
}

function section(title: string, lines: readonly string[]): string {
  const isHeading = title.startsWith('Sluice') || title.startsWith('Config');
  if (lines.length === 0 && !isHeading) return '';
  return `${[title, ...lines.map((line) => `  ${line}`.trimEnd())].join('\n')}\n`;
}

function machineLines({ node, programs, pythons, state }: MachineFacts): readonly string[] {
  const rows = [
    ['node', node, ''],
    ...programs.map(({ name, path, version, advice }) => [
      name,
      version ?? (path === undefined ? 'not here' : 'broken'),
      advice ?? path ?? '',
    ]),
    ...(pythons.length === 0
      ? [['python', 'not here', 'checks of Python need one: python.org, pyenv or uv']]
      : []),
    ...pythons.map(({ version, path, from }) => ['python', version, `${path} (${from})`]),
    ['state', state.isWritable ? 'writable' : 'NOT writable', state.detail ?? state.dir],
  ];
  return columns(rows);
}

function pluginLines(plugins: readonly PluginFacts[]): readonly string[] {
  return columns(
    plugins.map(({ name, version, taps }) => {
      const hooks = [...new Set(taps.map(({ hook }) => hook))];
      const words = hooks.map(
        (hook) =>
          `${hook}: ${taps
            .filter((tap) => tap.hook === hook)
            .map(({ tap }) => tap)
            .join(', ')}`,
      );
      return [name, version, words.length === 0 ? 'taps nothing' : words.join('; ')];
    }),
  );
}

function factLines(facts: readonly PluginFact[]): readonly string[] {
  return columns(facts.map(({ what, state, detail }) => [`${FACT_MARKS[state]} ${what}`, detail]));
}

function checkLines(checks: readonly CheckFacts[]): readonly string[] {
  return columns(
    checks.map(({ id, matrix, env, tools, disabled }) => {
      const axes = Object.entries(matrix).map(([axis, values]) => `${axis} ${values.join(', ')}`);
      const variables = env.map(({ name, isSet }) => `${name} ${isSet ? 'is set' : 'is NOT set'}`);
      const words = [
        ...axes,
        ...(tools.length > 0 ? [`by ${tools.join(', ')}`] : []),
        ...variables,
        ...(disabled === undefined ? [] : [`disabled: ${disabled}`]),
      ];
      return [id, words.join('; ')];
    }),
  );
}

function toolLines(tools: readonly ToolFacts[]): readonly string[] {
  return columns(
    tools.map(({ name, version, versionFrom, status, path, how, others }) => {
      const seen = others.map((other) => `${other.version ?? 'unreadable'} at ${other.path}`);
      const where = path ?? (status === 'missing' ? 'not here' : 'not here yet');
      return [
        `${MARKS[status]} ${name}`,
        version,
        where,
        [
          ...(versionFrom === undefined ? [] : [`from ${versionFrom}`]),
          ...(how === undefined ? [] : [how]),
          ...(seen.length > 0 ? [`not used: ${seen.join(', ')}`] : []),
        ].join('; '),
      ];
    }),
  );
}

function todo({ tools, machine, checks, plugins }: Diagnosis): readonly string[] {
  const missing = tools
    .filter(({ status }) => status === 'missing')
    .map(
      ({ name, version, how, checks: ids }) =>
        `${name} ${version} for ${ids.join(', ')}: ${how ?? 'install it'}`,
    );
  const unset = checks.flatMap(({ id, env }) =>
    env.filter(({ isSet }) => !isSet).map(({ name }) => `${name} for ${id}: set the variable`),
  );
  const state = machine.state.isWritable
    ? []
    : [`${machine.state.dir}: make it writable, or name another with SLUICE_STATE_DIR`];
  const broken = machine.programs
    .filter(({ path, version }) => path !== undefined && version === undefined)
    .map(({ name, advice }) => `${name}: ${advice}`);
  const ofPlugins = plugins.flatMap(({ name, facts }) =>
    facts.filter((fact) => fact.state === 'todo').map(({ what, detail }) => `${name}: ${what}: ${detail}`),
  );
  return [...missing, ...unset, ...state, ...broken, ...ofPlugins];
}

function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
