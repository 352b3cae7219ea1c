import { canonicalJson } from './canonical-json.ts';
import { compareText } from './compare-text.ts';
import { SEVERITIES, type Finding } from './finding.ts';
import { sourcesOf } from './sources-of.ts';

/**
 * Several findings of one problem as one, whatever their order. What counts is the worst that any says that is not
 * suppressed, so that a further tool never makes a problem smaller; where they disagree, `steps` says so.
 */
export function mergeGroup(group: readonly Finding[]): Finding {
  const [only, ...others] = group;
  if (only !== undefined && others.length === 0) return only;
  const counting = group.filter(({ suppression }) => suppression === undefined);
  const [first, ...rest] = (counting.length > 0 ? counting : group).toSorted(comparePrimary);
  if (first === undefined) throw new RangeError('a group of findings has at least one');
  const { severity } = [first, ...rest].toSorted((a, b) => severityOf(a) - severityOf(b))[0] ?? first;
  const sources = sourcesOf(group);
  const isFixable = group.some(({ fixable }) => fixable === true);
  const isNew = group.some(({ state }) => state === 'new');
  return {
    ...first,
    severity,
    ...listed('locations', placesOf([first, ...group]), 1),
    ...listed('aliases', namesOf(first, group)),
    ...listed('cwe', distinct(group.flatMap(({ cwe = [] }) => cwe)).sort()),
    ...packageOf(first, group),
    ...(isFixable ? { fixable: true } : {}),
    ...listed('steps', stepsOf(first, group)),
    ...(sources.length > 1 ? { mergedFrom: sources } : {}),
    ...(isNew ? { state: 'new' as const } : {}),
  };
}

// A secret says more than the code around it, and gitleaks more of a secret than those that also look for them. Not by
// severity: which tool a problem is shown under must not change with what another tool thinks of it.
function comparePrimary(a: Finding, b: Finding): number {
  return (
    Number(b.kind === 'secret') - Number(a.kind === 'secret') ||
    Number(b.tool === 'gitleaks') - Number(a.tool === 'gitleaks') ||
    compareText(a.tool, b.tool) ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(canonicalJson(a), canonicalJson(b))
  );
}

const severityOf = ({ severity }: Finding): number => SEVERITIES.indexOf(severity);

function placesOf(group: readonly Finding[]): NonNullable<Finding['locations']> {
  const [main, ...others] = distinct(
    group.flatMap(({ location, locations = [] }) =>
      [location, ...locations].flatMap((place) => (place === undefined ? [] : [canonicalJson(place)])),
    ),
  );
  const places = main === undefined ? [] : [main, ...others.sort()];
  return places.map((place) => JSON.parse(place) as NonNullable<Finding['location']>);
}

function namesOf({ ruleId }: Finding, group: readonly Finding[]): readonly string[] {
  const own = ruleId.slice(ruleId.indexOf('/') + 1);
  const names = group.flatMap(({ kind, ruleId: other, aliases = [] }) => [
    ...(kind === 'dependency' ? [other.slice(other.indexOf('/') + 1)] : []),
    ...aliases,
  ]);
  return distinct(names)
    .filter((name) => name !== own)
    .sort();
}

function packageOf(first: Finding, group: readonly Finding[]): Pick<Finding, 'package'> {
  if (first.package === undefined) return {};
  const fixedVersions = distinct(group.flatMap((one) => one.package?.fixedVersions ?? [])).sort();
  return { package: { ...first.package, fixedVersions } };
}

function stepsOf(first: Finding, group: readonly Finding[]): readonly string[] {
  const said = distinct(group.map(({ tool, severity }) => `${tool} says ${severity}`)).sort();
  const severities = new Set(group.map(({ severity }) => severity));
  const disagreement = severities.size > 1 ? [`sources disagree: ${said.join(', ')}`] : [];
  return distinct([...(first.steps ?? []), ...disagreement]);
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

function listed<K extends keyof Finding>(
  key: K,
  values: readonly unknown[],
  least = 0,
): Partial<Pick<Finding, K>> {
  return (values.length > least ? { [key]: values } : {}) as Partial<Pick<Finding, K>>;
}
