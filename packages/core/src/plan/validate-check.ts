import type { Check } from '../model/check.ts';
import { isLevel, isObject, isStrings, limitFaults, unknownKeys } from './validate-limit.ts';

const KEYS: Readonly<Record<keyof Check, true>> = {
  id: true,
  title: true,
  level: true,
  limits: true,
  phase: true,
  needs: true,
  inputs: true,
  env: true,
  tools: true,
  matrix: true,
  folder: true,
  retry: true,
  timeoutMs: true,
  weight: true,
  exclusive: true,
  writes: true,
  outputs: true,
  cache: true,
  freshForMs: true,
  keyedBy: true,
  fix: true,
  disabled: true,
  run: true,
};

const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*\/[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u;
// A comma joins the values of a cell and `@` starts it; glob characters would make an id mean several.
const CELL_VALUE = /^[A-Za-z0-9][A-Za-z0-9._+:/-]*$/u;
// Letters first: JavaScript would move an axis named by a number to the front, and the id with it.
const AXIS = /^[a-z][a-z0-9-]*$/iu;
const RETRIED = new Set<unknown>(['failure', 'errored', 'timed_out', 'transient']);

/**
 * What is wrong with a check, in words; empty when nothing is. By hand, not by zod: the schemas load lazily and a
 * thousand checks are planned in a hundred milliseconds. `plugin` is who added it.
 */
export function checkFaults(check: unknown, plugin: string): readonly string[] {
  if (!isObject(check)) return ['is not an object'];
  return [
    ...unknownKeys(check, KEYS).map((key) => `has the unknown field \`${key}\``),
    ...idFaults(check, plugin),
    ...listFaults(check),
    ...valueFaults(check),
    ...matrixFaults(check.matrix),
    ...folderFaults(check.folder),
    ...retryFaults(check.retry),
    ...allLimitFaults(check.limits),
    ...toolFaults(check.tools),
  ];
}

type Fields = Readonly<Record<string, unknown>>;

function idFaults({ id, title, run }: Fields, plugin: string): string[] {
  const faults: string[] = [];
  if (typeof id !== 'string') faults.push('has no `id`');
  else if (!ID.test(id)) faults.push('needs an id of the form `<plugin>/<name>`, both in kebab-case');
  else if (!id.startsWith(`${plugin}/`) && !id.startsWith('repo/'))
    faults.push(`must begin with \`${plugin}/\``);
  if (typeof title !== 'string' || title.trim() === '') faults.push('has no `title`');
  if (typeof run !== 'function') faults.push('has no function `run`');
  return faults;
}

function listFaults(check: Fields): string[] {
  const faults: string[] = [];
  for (const name of ['needs', 'env', 'outputs'] as const) {
    const list = check[name];
    const isEmpty = Array.isArray(list) && list.length === 0;
    if (list !== undefined && !isEmpty && !isStrings(list))
      faults.push(`has a \`${name}\` that is no list of texts`);
  }
  // No pattern would match no file, and the check could be skipped for ever.
  if (check.inputs !== undefined && !isStrings(check.inputs))
    faults.push('has an `inputs` that names no file');
  if (check.fix !== undefined && !isStrings(check.fix))
    faults.push('has a `fix` that is no program with arguments');
  return faults;
}

function valueFaults(check: Fields): string[] {
  const faults: string[] = [];
  const { level, phase, timeoutMs, weight, freshForMs, keyedBy, disabled } = check;
  if (level !== undefined && !isLevel(level)) faults.push(`has the unknown level ${JSON.stringify(level)}`);
  if (phase !== undefined && phase !== 'preflight' && phase !== 'check')
    faults.push('has an unknown `phase`');
  if (timeoutMs !== undefined && !isAbove(timeoutMs, 0)) faults.push('has a `timeoutMs` that is not above 0');
  if (weight !== undefined && !(Number.isInteger(weight) && isAbove(weight, 0)))
    faults.push('has a `weight` that is no whole number from 1');
  if (freshForMs !== undefined && !isAbove(freshForMs, 0))
    faults.push('has a `freshForMs` that is not above 0');
  if (keyedBy !== undefined && !isObject(keyedBy)) faults.push('has a `keyedBy` that is no object');
  for (const name of ['exclusive', 'writes', 'cache'] as const) {
    if (check[name] !== undefined && typeof check[name] !== 'boolean')
      faults.push(`has a \`${name}\` that is neither true nor false`);
  }
  if (disabled !== undefined && (typeof disabled !== 'string' || disabled.trim() === ''))
    faults.push('has a `disabled` that gives no reason');
  return faults;
}

function matrixFaults(matrix: unknown): string[] {
  if (matrix === undefined) return [];
  if (!isObject(matrix)) return ['has a `matrix` that is no object'];
  return Object.entries(matrix).flatMap(([axis, values]) => {
    if (!AXIS.test(axis)) return [`has the matrix axis ${JSON.stringify(axis)}, which is no name`];
    if (!isStrings(values)) return [`has no values on the matrix axis ${axis}`];
    const odd = values.filter((value) => !CELL_VALUE.test(value));
    if (odd.length > 0)
      return [
        `has the value ${JSON.stringify(odd[0])} on the matrix axis ${axis}, which cannot be part of an id`,
      ];
    return new Set(values).size < values.length ? [`has a value twice on the matrix axis ${axis}`] : [];
  });
}

// A folder outside of the project would be changed by a fixer, and hold findings of somebody else's files.
function folderFaults(folder: unknown): string[] {
  if (folder === undefined) return [];
  const isWithin =
    typeof folder === 'string' &&
    folder !== '' &&
    !/^[/\\]|^[A-Za-z]:|\0/u.test(folder) &&
    folder.split(/[/\\]/u).every((part) => part !== '..' && part !== '');
  return isWithin ? [] : ["has a `folder` that is no path below the config's folder"];
}

function retryFaults(retry: unknown): string[] {
  if (retry === undefined) return [];
  if (!isObject(retry)) return ['has a `retry` that is no object'];
  const { max, on, backOffMs } = retry;
  const faults: string[] = [];
  if (!Number.isInteger(max) || (max as number) < 0)
    faults.push('has a `retry.max` that is no whole number from 0');
  if (!Array.isArray(on) || !on.every((item) => RETRIED.has(item)))
    faults.push('has an unknown word in `retry.on`');
  if (backOffMs !== undefined && !(backOffMs === 0 || isAbove(backOffMs, 0)))
    faults.push('has a `retry.backOffMs` below 0');
  return faults;
}

function allLimitFaults(limits: unknown): string[] {
  if (limits === undefined) return [];
  if (!Array.isArray(limits)) return ['has a `limits` that is no list'];
  const rules = limits.map((limit: unknown) => (isObject(limit) ? limit.rule : undefined));
  const twice = rules.filter((rule, index) => rule !== undefined && rules.indexOf(rule) !== index);
  return [
    ...limits.flatMap(limitFaults),
    ...twice.map((rule) => `has two limits of the rule ${String(rule)}`),
  ];
}

function toolFaults(tools: unknown): string[] {
  if (tools === undefined) return [];
  if (!Array.isArray(tools)) return ['has a `tools` that is no list'];
  const isTool = (tool: unknown): boolean => isObject(tool) && isStrings([tool.name, tool.version]);
  return tools.every(isTool) ? [] : ['has a tool without `name` or `version`'];
}

function isAbove(value: unknown, bound: number): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value > bound;
}
