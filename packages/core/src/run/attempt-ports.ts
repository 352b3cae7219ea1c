import type { CheckContext } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { ArtifactRequest } from './artifacts.ts';
import { checkFolder } from './check-folder.ts';
import { openExec, type AttemptExec } from './attempt-exec.ts';
import type { AttemptInput } from './attempt-input.ts';
import type { AttemptLog } from './attempt-log.ts';
import { completeFinding, findingReader } from './read-finding.ts';

/** The ports of one attempt, and what went through them. */
export interface AttemptPorts extends Pick<AttemptExec, 'commands' | 'leftovers'> {
  readonly contextFor: (signal: AbortSignal) => CheckContext;
  readonly findings: readonly Finding[];
  readonly requests: readonly ArtifactRequest[];
  /** From here on nothing gets through: what a check does after its end is not part of the attempt. */
  readonly close: () => void;
}

export function openPorts(input: AttemptInput, log: AttemptLog): AttemptPorts {
  const { run, planned, check } = input;
  const folder = checkFolder(run.input.cwd, check);
  const { commands, leftovers, execFor, close } = openExec(input, log);
  const findings: Finding[] = [];
  const requests: ArtifactRequest[] = [];
  const read = findingReader(run.mask);
  let isOpen = true;
  const record: CheckContext['finding'] = (partial) => {
    const finding = completeFinding(folder.place(partial), check.id, read);
    if (isOpen) findings.push(finding);
    return finding;
  };
  const contextFor = (signal: AbortSignal): CheckContext => ({
    cwd: folder.path,
    cell: planned.cell,
    signal,
    exec: execFor(signal),
    log: (line) => log.line(String(line)),
    finding: record,
    artifact: (name, path) => void (isOpen && requests.push({ name, path })),
    // Also after the end: a value that is masked too late is better than one that is shown.
    secret: (value) => run.input.redactor.learn(String(value)),
    attempt: input.number,
    previous: input.previous,
    lockedTools: run.input.lockedTools,
    // Asked for by few: no folder is made, and no history is sorted out, for all the others.
    get tempDir() {
      return input.temp.make();
    },
    get stateDir() {
      return run.input.state.pluginDir(pluginOf(check.id));
    },
    get history() {
      return run.historyOf(planned.id);
    },
  });
  const closeAll = (): void => {
    isOpen = false;
    close();
  };
  return { contextFor, findings, commands, requests, leftovers, close: closeAll };
}

/** The plugin a check belongs to: `python` of `python/ruff`. */
export function pluginOf(checkId: string): string {
  return checkId.slice(0, Math.max(0, checkId.indexOf('/')));
}
