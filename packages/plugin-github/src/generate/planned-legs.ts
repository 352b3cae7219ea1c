import { joinByNeeds, type PlannedCheck } from '@sluice/core';
import { matchesJob } from './matches-job.ts';
import type { WorkflowOptions } from './workflow-options.ts';

/** GitHub's limit on the jobs of a matrix, taken for all matrices of a run together. */
export const MOST_LEGS = 256;

/** One machine of a matrix: the checks it runs, and what its job is told. All of it is text, as Actions has it. */
export interface Leg {
  readonly name: string;
  /** Unique over all jobs of the workflow, and fit for the name of an artifact. */
  readonly slug: string;
  /** Check ids with cell, one a line. */
  readonly ids: string;
  /** Versions of Python that it needs, one a line; the last one becomes the default. */
  readonly python: string;
  /** No check in it is required: it may fail without a red cross. */
  readonly optional: boolean;
}

/** Which checks run where. */
export interface Legs {
  /** Preflight checks, one id a line: they run where the plan is made, before any other machine starts. */
  readonly preflight: string;
  /** By the glob of `jobs`; those that none fits are under `''`. */
  readonly jobs: Readonly<Record<string, readonly Leg[]>>;
}

type Planned = Pick<PlannedCheck, 'id' | 'checkId' | 'cell' | 'phase' | 'level' | 'needs' | 'decision'>;

interface Part {
  readonly group: string;
  readonly glob: string;
  readonly checks: readonly Planned[];
}

/**
 * Shares the checks that run out to machines. Checks joined by `needs` stay together, for what one hands to another
 * cannot leave its machine; their group is that of the one that needs nothing. Above {@link MOST_LEGS} machines, the
 * parts of a job are dealt out over as many as are its share. Pure; the same for the same plan.
 */
export function plannedLegs(
  checks: readonly Planned[],
  { layout, jobs }: Pick<WorkflowOptions, 'layout' | 'jobs'>,
): Legs {
  const running = checks.filter(({ decision }) => decision === 'run');
  const preflight = running.filter(({ phase }) => phase === 'preflight').map(({ id }) => id);
  const globs = Object.keys(jobs);
  const parts = joinByNeeds(running.filter(({ phase }) => phase === 'check')).map((members): Part => {
    const group = groupOf(members);
    const glob = globs.find((one) => members.some(({ id }) => matchesJob(one, { group, id }))) ?? '';
    return { group, glob, checks: members };
  });
  const grouped = fit(joinBy(parts, layout));
  const versions = pythonVersions(running);
  const used = new Set<string>();
  const byJob: Record<string, Leg[]> = { '': [] };
  for (const glob of globs) byJob[glob] = [];
  for (const part of grouped) byJob[part.glob]?.push(legOf(part, { layout, versions, used }));
  return { preflight: preflight.join('\n'), jobs: byJob };
}

function groupOf(members: readonly Planned[]): string {
  const first = members.find(({ needs }) => needs.length === 0) ?? members[0];
  const plugin = first?.checkId.split('/')[0] ?? 'checks';
  const values = Object.values(first?.cell ?? {});
  return values.length === 0 ? plugin : `${plugin}@${values.join(',')}`;
}

function joinBy(parts: readonly Part[], layout: WorkflowOptions['layout']): readonly Part[] {
  if (layout === 'checks') return parts;
  const key = ({ group, glob }: Part): string => `${glob}\n${layout === 'single' ? '' : group}`;
  return [...Map.groupBy(parts, key).values()].map((same) => merged(same));
}

function merged(parts: readonly Part[]): Part {
  const [first = { group: 'checks', glob: '' }] = parts;
  const groups = new Set(parts.map(({ group }) => group));
  return {
    group: groups.size === 1 ? first.group : 'checks',
    glob: first.glob,
    checks: parts.flatMap(({ checks }) => checks),
  };
}

function fit(parts: readonly Part[]): readonly Part[] {
  if (parts.length <= MOST_LEGS) return parts;
  return [...Map.groupBy(parts, ({ glob }) => glob).values()].flatMap((same, _, all) => {
    // Each job at least one, so the others share what is left of the limit.
    const share = 1 + Math.floor(((MOST_LEGS - all.length) * (same.length - 1)) / parts.length);
    const dealt = Map.groupBy(
      same.map((part, index) => ({ part, pile: index % share })),
      ({ pile }) => pile,
    );
    return [...dealt.values()].map((pile) => merged(pile.map(({ part }) => part)));
  });
}

function pythonVersions(checks: readonly Planned[]): readonly string[] {
  const found = checks.flatMap(({ cell }) => cell['python'] ?? []);
  const byNumber = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
  return [...new Set(found)].toSorted(byNumber);
}

interface Drawn {
  readonly layout: WorkflowOptions['layout'];
  /** Every version that the plan has, oldest first. */
  readonly versions: readonly string[];
  readonly used: Set<string>;
}

function legOf({ group, checks }: Part, { layout, versions, used }: Drawn): Leg {
  const first = checks.find(({ needs }) => needs.length === 0) ?? checks[0];
  const only = checks.length === 1 ? checks[0]?.id : undefined;
  const name = layout === 'checks' && group !== 'checks' ? (only ?? lastOf(checks) ?? group) : group;
  const own = versions.filter((version) => checks.some(({ cell }) => cell['python'] === version));
  const base = slugOf(name === 'checks' ? `checks-${slugOf(first?.id ?? '')}` : name);
  let slug = base;
  for (let count = 2; used.has(slug); count += 1) slug = `${base}-${count}`;
  used.add(slug);
  return {
    name,
    slug,
    ids: checks.map(({ id }) => id).join('\n'),
    python: (own.length > 0 ? own : versions.slice(-1)).join('\n'),
    optional: checks.every(({ level }) => level !== 'required'),
  };
}

/** The check that the others of a part are there for. */
function lastOf(checks: readonly Planned[]): string | undefined {
  return checks.at(-1)?.id;
}

function slugOf(text: string): string {
  return (
    text
      .replace(/[^A-Za-z0-9.]+/gu, '-')
      .replace(/^[-.]+|[-.]+$/gu, '')
      .slice(0, 80) || 'checks'
  );
}
