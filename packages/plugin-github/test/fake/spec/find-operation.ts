import type { OperationId } from '../operations.ts';
import { readSpec } from './read-spec.ts';
import type { SpecOperation } from './spec.ts';

export interface FoundOperation {
  readonly id: OperationId;
  readonly operation: SpecOperation;
  /** The parts of the path by their names, decoded. */
  readonly path: Readonly<Record<string, string>>;
}

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
  readonly operation: SpecOperation;
  readonly literals: number;
}

/** Only these hold slashes, and Octokit sends them encoded or plain, as they were given. */
const MANY_PARTS = new Set(['path', 'ref', 'branch', 'basehead']);

let routes: Route[] | undefined;

/** The operation that answers such a request, or nothing. Of two that match, the one with more words of its own. */
export function findOperation(method: string, pathname: string): FoundOperation | undefined {
  routes ??= readRoutes();
  for (const { method: own, pattern, names, operation } of routes) {
    const match = own === method ? pattern.exec(pathname) : null;
    if (match === null) continue;
    const values = match.slice(1).map((part) => decode(part));
    const path = Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
    return { id: operation.operationId as OperationId, operation, path };
  }
  return undefined;
}

function readRoutes(): Route[] {
  const all = Object.entries(readSpec().paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, operation]) => routeOf(template, method, operation)),
  );
  return all.toSorted((a, b) => b.literals - a.literals);
}

function routeOf(template: string, method: string, operation: SpecOperation): Route {
  const names: string[] = [];
  const source = template.split('/').map((part) => {
    const name = /^\{(.+)\}$/u.exec(part)?.[1];
    if (name === undefined) return part;
    names.push(name);
    return MANY_PARTS.has(name) ? '(.+)' : '([^/]+)';
  });
  const literals = template.split('/').filter((part) => !part.startsWith('{')).length;
  const pattern = new RegExp(`^${source.join('/')}$`, 'u');
  return { method: method.toUpperCase(), pattern, names, operation, literals };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
