import { SEVERITIES, type Finding } from '../model/finding.ts';
import { packageKey } from '../model/package-key.ts';
import { compareVersions } from './compare-versions.ts';

/** One thing to do, and the findings that go with it. */
interface Action {
  readonly findings: readonly Finding[];
  /** Of a package that would have to be another version. */
  readonly upgrade?: { readonly name: string; readonly from: string; readonly to: string };
}

/** What to do so that so many findings go, in as few actions as there can be. */
export interface SmallestFix {
  readonly findings: readonly Finding[];
  readonly upgrades: readonly string[];
  /** What no upgrade takes away. */
  readonly singles: readonly Finding[];
}

/**
 * The fewest actions by which `count` findings go: upgrades that take several at once, the one that takes most first,
 * then single findings. The actions have no finding in common, so that the greedy choice is the best one. Among equals
 * comes what is new in this change, then what a tool mends, then the most severe.
 */
export function smallestFix(counted: readonly Finding[], count: number): SmallestFix {
  const { packages, others } = sortOut(counted);
  const chosen: Action[] = [];
  let left = Math.min(count, counted.length);
  while (left > 1 && (packages[0]?.length ?? 0) > 1) {
    const use = Math.min(packages[0]?.length ?? 0, left);
    const best = packages.filter(({ length }) => Math.min(length, left) === use).sort(byNews)[0] ?? [];
    const action = upgradeOf(best, left);
    chosen.push(action);
    left -= action.findings.length;
    packages.splice(packages.indexOf(best), 1);
  }
  const lasts = [
    ...packages.map((fixes) => upgradeOf(fixes, 1)),
    ...others.map((finding): Action => ({ findings: [finding] })),
  ];
  chosen.push(...lasts.sort(compareLasts).slice(0, Math.max(0, left)));
  return {
    findings: chosen.flatMap(({ findings }) => findings),
    upgrades: chosen.flatMap(({ upgrade, findings }) =>
      upgrade === undefined
        ? []
        : [`${upgrade.name} ${upgrade.from} to ${upgrade.to} removes ${findings.length}`],
    ),
    singles: chosen.flatMap(({ upgrade, findings }) => (upgrade === undefined ? findings : [])),
  };
}

/** A finding of a package, and the lowest version without it. */
interface Fix {
  readonly finding: Finding;
  readonly to: string;
}

/** What upgrades take away, a package each with the lowest version first, the one with most findings first; and the rest. */
function sortOut(findings: readonly Finding[]): {
  readonly packages: Fix[][];
  readonly others: readonly Finding[];
} {
  const fixes = findings.map((finding) => ({ finding, to: lowestFix(finding) }));
  const packages = Map.groupBy(
    fixes.filter((fix): fix is Fix => fix.to !== undefined),
    ({ finding: { package: found } }) => (found === undefined ? '' : `${packageKey(found)}@${found.version}`),
  );
  return {
    packages: [...packages.values()]
      .map((group) => group.sort((a, b) => compareVersions(a.to, b.to)))
      .sort((a, b) => b.length - a.length),
    others: fixes.filter(({ to }) => to === undefined).map(({ finding }) => finding),
  };
}

/** To the lowest version that takes enough of a package's findings, or all of them. */
function upgradeOf(fixes: readonly Fix[], count: number): Action {
  const { finding, to = '' } = fixes[Math.min(count, fixes.length) - 1] ?? {};
  const { name = '', version: from = '' } = finding?.package ?? {};
  const gone = fixes.filter((fix) => compareVersions(fix.to, to) <= 0);
  return { findings: gone.map((fix) => fix.finding), upgrade: { name, from, to } };
}

function lowestFix({ package: found }: Finding): string | undefined {
  const later = (found?.fixedVersions ?? []).filter((one) => compareVersions(one, found?.version ?? '') > 0);
  return later.sort(compareVersions)[0];
}

function byNews(a: readonly Fix[], b: readonly Fix[]): number {
  const hasNew = (fixes: readonly Fix[]): number =>
    Number(fixes.some(({ finding: { state } }) => state === 'new'));
  return hasNew(b) - hasNew(a) || b.length - a.length;
}

function compareLasts(a: Action, b: Action): number {
  const hasNew = ({ findings }: Action): number => Number(findings.some(({ state }) => state === 'new'));
  const ease = ({ upgrade, findings }: Action): number =>
    upgrade !== undefined ? 0 : findings[0]?.fixable === true ? 1 : 2;
  const rank = ({ findings }: Action): number =>
    Math.min(...findings.map(({ severity }) => SEVERITIES.indexOf(severity)));
  return hasNew(b) - hasNew(a) || ease(a) - ease(b) || rank(a) - rank(b);
}
