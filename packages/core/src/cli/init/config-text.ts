import { oneLine } from '../../report/escape.ts';
import type { ConfigLine } from './row.ts';

/** A check made of a command that the repository has. */
export interface CommandLine {
  readonly name: string;
  readonly argv: readonly string[];
  readonly because: string;
}

/** A project as the config names it. */
export interface ProjectLines {
  readonly name: string;
  readonly root: string;
  readonly options: readonly ConfigLine[];
}

export interface ConfigParts {
  /** Options of `python()`; undefined when it is not a Python project. */
  readonly python?: readonly ConfigLine[];
  /** The projects of a monorepo, with the options that are their own. */
  readonly projects?: readonly ProjectLines[];
  /** Name to context of the images; empty for the one of the config's folder. Undefined: none is built. */
  readonly images?: Readonly<Record<string, string>>;
  readonly commands: readonly CommandLine[];
}

/** The text of `ci.config.ts`. It is also valid JavaScript, so that it loads in whatever way a project loads its modules. */
export function configText({ python, projects = [], images, commands }: ConfigParts): string {
  const names = ['defineConfig', ...(commands.length > 0 ? ['command'] : [])];
  const patterns = [...(python ? ['python/*'] : []), ...(commands.length > 0 ? ['repo/*'] : [])];
  return [
    '// Written by `sluice init`: what it found, and why. All of it is yours to change; `sluice plan` shows what comes of it.',
    `import { ${names.join(', ')} } from '@sluice/core';`,
    ...(images ? ["import { docker } from '@sluice/plugin-docker';"] : []),
    ...(python ? ["import { python } from '@sluice/plugin-python';"] : []),
    '',
    'export default defineConfig({',
    ...pluginLines({ python, projects, images }),
    ...(commands.length > 0
      ? ['  checks: [', ...commands.map((line) => `    ${commandLine(line)}`), '  ],']
      : []),
    `  policy: { required: ${literal(patterns)} },`,
    '});',
    '',
  ].join('\n');
}

function pluginLines({ python, projects = [], images }: Omit<ConfigParts, 'commands'>): readonly string[] {
  if (python === undefined && images === undefined) return [];
  const own =
    python === undefined
      ? []
      : [
          '    python({',
          ...python.map((line) => `      ${optionLine(line)}`),
          ...projectLines(projects),
          '    }),',
        ];
  return ['  plugins: [', ...own, ...(images === undefined ? [] : [`    ${dockerLine(images)}`]), '  ],'];
}

/** What it checks is optional by itself: no pattern of the policy is needed. */
function dockerLine(images: Readonly<Record<string, string>>): string {
  const options = Object.keys(images).length === 0 ? '' : literal({ images });
  return `docker(${options}), // optional: it reports, and never blocks`;
}

function projectLines(projects: readonly ProjectLines[]): readonly string[] {
  if (projects.length === 0) return [];
  const one = ({ name, root, options }: ProjectLines): readonly string[] => [
    `        ${/^[A-Za-z_]\w*$/u.test(name) ? name : literal(name)}: {`,
    `          root: ${literal(root)},`,
    ...options.map((line) => `          ${optionLine(line)}`),
    '        },',
  ];
  return ['      projects: {', ...projects.flatMap(one), '      },'];
}

function optionLine({ key, value, because }: ConfigLine): string {
  return `${key}: ${literal(value)},${because === undefined ? '' : ` // ${oneLine(because)}`}`;
}

function commandLine({ name, argv, because }: CommandLine): string {
  return `command(${literal(name)}, ${literal(argv)}), // ${oneLine(because)}`;
}

/** A value as the house writes it: single quotes, no quotes on keys that need none. */
function literal(value: unknown): string {
  if (typeof value === 'string') {
    const escaped = JSON.stringify(value)
      .slice(1, -1)
      .replaceAll(String.raw`\"`, '"')
      .replaceAll("'", String.raw`\'`);
    return `'${escaped.replaceAll('\u2028', String.raw`\u2028`).replaceAll('\u2029', String.raw`\u2029`)}'`;
  }
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).map(
      ([key, item]) => `${/^[A-Za-z_]\w*$/u.test(key) ? key : literal(key)}: ${literal(item)}`,
    );
    return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
  }
  return String(value);
}
