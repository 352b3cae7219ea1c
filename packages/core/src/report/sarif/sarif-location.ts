import type { Finding, Location } from '../../model/finding.ts';
import { SARIF_LIMITS } from './sarif-limits.ts';

/** A place in SARIF. */
export interface SarifLocation {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId: '%SRCROOT%' };
    readonly region?: Readonly<Record<string, number>>;
  };
  readonly logicalLocations?: readonly { readonly fullyQualifiedName: string; readonly kind: string }[];
}

/**
 * The places of a finding, its own first. GitHub takes no result without one: what is in no file of the repository
 * gets a place that names its package or its tool.
 */
export function sarifLocations(
  { location, locations = [], package: found, tool }: Finding,
  folder?: string,
): SarifLocation[] {
  const places = [...(location === undefined ? [] : [location]), ...locations].flatMap((place) =>
    placeOf(place, folder),
  );
  const distinct = [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
  if (distinct.length > 0) return distinct.slice(0, SARIF_LIMITS.locationsPerResult);
  const [type = 'package'] = /^pkg:([^/]+)/u.exec(found?.purl ?? '')?.slice(1) ?? [];
  const uri = relativeUri(found === undefined ? tool : `${type}/${found.name}`) ?? 'unknown';
  return [
    {
      physicalLocation: {
        artifactLocation: { uri, uriBaseId: '%SRCROOT%' },
        region: { startLine: 1 },
      },
      ...(found === undefined
        ? {}
        : { logicalLocations: [{ fullyQualifiedName: found.purl || found.name, kind: 'module' }] }),
    },
  ];
}

function placeOf(
  { path, line, column, endLine, endColumn }: Location,
  folder: string | undefined,
): SarifLocation[] {
  const uri = relativeUri(path, folder);
  if (uri === undefined) return [];
  const startLine = line ?? 1;
  const region: Record<string, number> = { startLine };
  if (column !== undefined && column >= 1) region['startColumn'] = column;
  if (endLine !== undefined && endLine >= startLine) region['endLine'] = endLine;
  // An end before its start is refused, and with it the whole file.
  const isAfter = (endLine ?? startLine) > startLine || (endColumn ?? 0) >= (column ?? 1);
  if (endColumn !== undefined && endColumn >= 1 && isAfter) region['endColumn'] = endColumn;
  return [{ physicalLocation: { artifactLocation: { uri, uriBaseId: '%SRCROOT%' }, region } }];
}

/** A path below `folder` as a URI below the root; undefined for one that leads out of the root. */
export function relativeUri(path: string, folder = ''): string | undefined {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  const isInside = !/^(?:[a-z]:)?[\\/]/iu.test(path) && parts.length > 0;
  return isInside ? parts.map((part) => encodeURIComponent(part.toWellFormed())).join('/') : undefined;
}
