import { parseSync } from 'oxc-parser';

/** What the rules need to know of one source file. All of it is read from the syntax tree, none by pattern. */
export interface Source {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly lines: number;
  /** Every module it names: static, type-only, dynamic and `import('x').T`. */
  readonly imports: readonly string[];
  /** Uses of the process and the console that only a command line may make, such as `process.env`. */
  readonly ambient: readonly string[];
  readonly hasDefaultExport: boolean;
  /** Enums and namespaces: what Node's type stripping refuses. */
  readonly nonErasable: readonly string[];
  /** Modules of which everything is re-exported without a name. */
  readonly exportsAllOf: readonly string[];
  /** True when it does nothing but hand on what other files export. */
  readonly isBarrel: boolean;
}

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

export function readSource(path: string, text: string): Source {
  const { program, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path} cannot be parsed: ${errors[0].message}`);
  const nodes = [...descendants(program as unknown as Node)];
  return {
    path,
    lines: text.trimEnd().split('\n').length,
    imports: [...new Set(nodes.flatMap(importedModule))],
    ambient: [...new Set(nodes.flatMap(ambientUse))],
    hasDefaultExport: nodes.some(isDefaultExport),
    nonErasable: nodes.flatMap(nonErasable),
    exportsAllOf: nodes.flatMap((node) =>
      node.type === 'ExportAllDeclaration' && !node.exported ? literal(node.source) : [],
    ),
    isBarrel: isBarrel(program.body as unknown as readonly Node[]),
  };
}

function* descendants(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) yield* descendants(child);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function importedModule(node: Node): string[] {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return literal(node.source);
    case 'TSExternalModuleReference':
      return literal(node.expression);
    case 'CallExpression':
      return isRequire(node.callee) ? literal((node.arguments as readonly unknown[])[0]) : [];
    default:
      return [];
  }
}

function isRequire(callee: unknown): boolean {
  return isNamed(callee, 'require') || (isNode(callee) && isNamed(callee.object, 'require'));
}

const processParts = /^(env|exit\w*|reallyExit|abort)$/;

function ambientUse(node: Node): string[] {
  switch (node.type) {
    case 'MemberExpression':
      return partsOf(node.object, [nameOf(node.property)]);
    case 'VariableDeclarator':
      return isNode(node.id) && node.id.type === 'ObjectPattern' ? partsOf(node.init, keysOf(node.id)) : [];
    case 'ImportDeclaration':
      return importedParts(node);
    default:
      return [];
  }
}

/** `object` with the parts taken from it, when it is the process or the console. */
function partsOf(object: unknown, parts: readonly string[]): string[] {
  if (isGlobal(object, 'console')) return ['console'];
  if (!isGlobal(object, 'process')) return [];
  return parts.filter((part) => processParts.test(part)).map((part) => `process.${part}`);
}

function isGlobal(node: unknown, name: string): boolean {
  if (isNamed(node, name)) return true;
  return (
    isNode(node) &&
    node.type === 'MemberExpression' &&
    isNamed(node.object, 'globalThis') &&
    nameOf(node.property) === name
  );
}

function importedParts(node: Node): string[] {
  const [source = ''] = literal(node.source);
  if (/^(node:)?console$/.test(source)) return ['console'];
  if (!/^(node:)?process$/.test(source)) return [];
  return (node.specifiers as readonly Node[]).flatMap((specifier) => {
    if (specifier.type === 'ImportSpecifier') {
      const name = nameOf(specifier.imported);
      return processParts.test(name) ? [`process.${name}`] : [];
    }
    // Under another name its parts could not be seen.
    return isNamed(specifier.local, 'process') ? [] : [`process as ${nameOf(specifier.local)}`];
  });
}

function keysOf(pattern: Node): string[] {
  return (pattern.properties as readonly Node[]).map((property) => nameOf(property.key));
}

function isDefaultExport(node: Node): boolean {
  if (node.type === 'ExportDefaultDeclaration') return true;
  return node.type === 'ExportSpecifier' && nameOf(node.exported) === 'default';
}

function nonErasable(node: Node): string[] {
  if (node.type === 'TSEnumDeclaration') return [`enum ${nameOf(node.id)}`];
  // `declare module 'x'` and `declare global` only add types.
  if (node.type === 'TSModuleDeclaration' && node.kind === 'namespace')
    return [`namespace ${nameOf(node.id)}`];
  return [];
}

function isBarrel(body: readonly Node[]): boolean {
  const handedOn = body.some((node) => isReExport(node));
  return handedOn && body.every((node) => isReExport(node) || node.type === 'ImportDeclaration');
}

function isReExport(node: Node): boolean {
  if (node.type === 'ExportAllDeclaration') return true;
  return node.type === 'ExportNamedDeclaration' && !node.declaration;
}

function isNamed(node: unknown, name: string): boolean {
  return isNode(node) && node.type === 'Identifier' && node.name === name;
}

function nameOf(node: unknown): string {
  if (!isNode(node)) return '';
  return String(node.type === 'Literal' ? node.value : node.name);
}

function literal(node: unknown): string[] {
  return isNode(node) && node.type === 'Literal' && typeof node.value === 'string' ? [node.value] : [];
}
