import { fieldAt, isObject, listOf, textOf, type JsonObject } from './json-field.ts';

/** A run of a SARIF log, with its rules found by index and by id. */
export interface SarifRun {
  readonly value: JsonObject;
  /** The driver's name as ids have it: `Shell Script Analysis` is `shell-script-analysis`. */
  readonly tool: string;
  readonly ruleOf: (result: JsonObject) => JsonObject | undefined;
}

/** `name` is the tool's where the run names none. */
export function createSarifRun(value: JsonObject, name: string): SarifRun {
  const driver = textOf(fieldAt(value, 'tool', 'driver', 'name')) ?? name;
  const slug = driver
    .slice(0, 100)
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-|-$/gu, '');
  const components = new Map<unknown, Rules>();
  const rulesIn = (component: unknown): Rules => {
    const known = components.get(component) ?? readRules(component);
    components.set(component, known);
    return known;
  };
  return { value, tool: slug === '' ? name : slug, ruleOf: (result) => ruleOf(result, value, rulesIn) };
}

/** Read once a component: a log may have as many rules as results, and looking through all for each never ends. */
interface Rules {
  readonly list: readonly JsonObject[];
  readonly byId: ReadonlyMap<string, JsonObject>;
}

function readRules(component: unknown): Rules {
  const list = listOf(fieldAt(component, 'rules')).filter(isObject);
  const byId = new Map<string, JsonObject>();
  for (const rule of list) {
    const id = textOf(rule['id']);
    if (id !== undefined && !byId.has(id)) byId.set(id, rule);
  }
  return { list, byId };
}

function ruleOf(
  result: JsonObject,
  run: JsonObject,
  rulesIn: (component: unknown) => Rules,
): JsonObject | undefined {
  const extension = fieldAt(result, 'rule', 'toolComponent', 'index');
  const component =
    typeof extension === 'number'
      ? listOf(fieldAt(run, 'tool', 'extensions'))[extension]
      : fieldAt(run, 'tool', 'driver');
  const { list, byId } = rulesIn(component);
  const index = result['ruleIndex'] ?? fieldAt(result, 'rule', 'index');
  const indexed = typeof index === 'number' ? list[index] : undefined;
  if (indexed !== undefined) return indexed;
  const id = textOf(result['ruleId']) ?? textOf(fieldAt(result, 'rule', 'id'));
  return id === undefined ? undefined : (byId.get(id) ?? ruleOfCase(id, byId));
}

/** `CA2101/1` names a case of rule `CA2101`. */
function ruleOfCase(id: string, byId: ReadonlyMap<string, JsonObject>): JsonObject | undefined {
  const parts = id.split('/', 20);
  for (let length = parts.length - 1; length > 0; length -= 1) {
    const rule = byId.get(parts.slice(0, length).join('/'));
    if (rule !== undefined) return rule;
  }
  return undefined;
}
