import type { RunReport } from '../../model/report.ts';
import { quoteWord } from '../../exec/command-line.ts';
import { countOf } from '../count-of.ts';
import { oneLine } from '../escape.ts';
import { exitCode } from '../exit-code.ts';
import { html, type Html, type Piece } from './html.ts';
import type { PageView } from './page-view.ts';
import { section } from './section.ts';
import { webAddress } from './web-address.ts';

const MOST_FILES = 500;
/** The id of a run that never began, and left no folder. */
const NO_RUN = 'none';

/** Notes, where and with what it ran, and what had changed. */
export function runPart(view: PageView): Html {
  const { report } = view;
  return section({
    id: 'run',
    title: 'The run',
    note: report.runId === NO_RUN ? undefined : report.runId,
    body: [
      noteList(report),
      html`<dl class="pairs">
        ${facts(report).map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
        )}
      </dl>`,
      toolTable(report),
      changedFiles(report),
    ],
  });
}

function noteList({ notes }: RunReport): Piece {
  if (notes.length === 0) return undefined;
  return html`<h3>Notes</h3>
    <ul>
      ${notes.map(({ source, message, path }) => html`<li><b>${oneLine(source)}</b> ${noteText(message)}${path === undefined ? undefined : html` <code>${oneLine(path)}</code>`}`)}
    </ul>`;
}

/** A note may be the address of something that was made. */
function noteText(message: string): Piece {
  const url = webAddress(message.trim());
  return url === undefined
    ? oneLine(message)
    : html`<a href="${url.href}" rel="noopener noreferrer">${url.href}</a>`;
}

type Fact = readonly [name: string, value: Piece];

function facts(report: RunReport): readonly Fact[] {
  const { commit, trigger, environment, lock, lockAtBase, policy } = report;
  const { sluice, node, platform, arch, cpus, ci, folder, plugins } = environment;
  const all: readonly (Fact | false)[] = [
    commit !== undefined && [
      'Commit',
      html`<code>${commit.sha}</code>${commit.isDirty ? ' with uncommitted changes' : ''}`,
    ],
    [
      'Started by',
      [
        oneLine(trigger.event),
        trigger.ref,
        trigger.run === undefined ? undefined : `run ${trigger.run}`,
        trigger.attempt === undefined ? undefined : `attempt ${trigger.attempt}`,
      ]
        .filter((part) => part !== undefined)
        .map((part) => oneLine(part))
        .join(' · '),
    ],
    ['Machine', oneLine(`${platform} ${arch}, ${countOf(cpus, 'processor')}${ci ? ', CI' : ''}`)],
    ['Sluice', oneLine(`${sluice} on Node ${node}`)],
    plugins.length > 0 && [
      'Plugins',
      plugins.map(({ name, version }) => oneLine(`${name} ${version}`)).join(', '),
    ],
    folder !== undefined && ['Folder', html`<code>${oneLine(folder)}</code>`],
    ['Lock', lockText(lock, lockAtBase)],
    policy.enforceFrom !== undefined && ['Enforced from', oneLine(policy.enforceFrom)],
    policy.maxFlaky !== undefined && ['Flaky at most', policy.maxFlaky],
    ['Exit code', exitCode(report)],
    report.runId !== NO_RUN && [
      'Draw it again',
      html`<code>sluice report --from ${quoteWord(oneLine(report.runId))}</code>, or what it rests on:
        <code>sluice explain --run ${quoteWord(oneLine(report.runId))}</code>`,
    ],
  ];
  return all.filter((fact) => fact !== false);
}

function lockText(lock: RunReport['lock'], base: RunReport['lockAtBase']): string {
  const here =
    lock === undefined
      ? 'none, so a check that is deleted would not be missed'
      : `${countOf(lock.checks.length, 'check')}, ${countOf(lock.limits.length, 'limit')}, ${countOf(lock.waivers.length, 'waiver')}`;
  if (base === undefined) return here;
  const compared =
    base.lock === undefined
      ? `not compared: ${oneLine(base.unread ?? 'the lock of the base was not read')}`
      : `compared with that of ${oneLine((base.base ?? 'the base').slice(0, 12))}`;
  return `${here}; ${compared}`;
}

function toolTable({ results }: RunReport): Piece {
  const used = new Map<string, string[]>();
  for (const { id, tools } of results)
    for (const { name, version } of tools) {
      const tool = oneLine(`${name} ${version}`);
      used.set(tool, [...(used.get(tool) ?? []), oneLine(id)]);
    }
  if (used.size === 0) return undefined;
  return html`<details>
    <summary>Tools and their versions: ${used.size}</summary>
    <dl class="pairs">
      ${[...used]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(
          ([tool, ids]) =>
            html`<dt>${tool}</dt>
              <dd>${[...new Set(ids)].slice(0, 12).join(', ')}${ids.length > 12 ? ' …' : ''}</dd>`,
        )}
    </dl>
  </details>`;
}

function changedFiles({ changes: { files } }: RunReport): Piece {
  if (files.length === 0) return undefined;
  const more = files.length - MOST_FILES;
  return html`<details>
    <summary>Changed files: ${files.length}</summary>
    <ul class="files">
      ${files.slice(0, MOST_FILES).map((file) => html`<li><code>${oneLine(file)}</code>`)}
    </ul>
    ${more > 0 ? html`<p class="dim">and ${more} more, in report.json</p>` : undefined}
  </details>`;
}
