import type { Finding, FindingInput } from '@sluice/core';
import { failureLocations, type Folders } from '../parse/junit-location.ts';
import type { JunitProblem } from '../parse/junit.ts';
import type { TestResult } from './test-results.ts';

const MAX_LINES = 6;
const MAX_LENGTH = 600;

/** Findings of the tests that still fail, and a remark on each that passed only when tried again. */
export function testFindings(
  results: readonly TestResult[],
  folders: Folders,
  record: (input: FindingInput) => Finding,
): Finding[] {
  return results.flatMap((result) => {
    if (result.state === 'failed')
      return result.problems.map((problem) => record(failureFinding(result, problem, folders)));
    return result.passedOn === undefined ? [] : [record(flakyFinding(result, folders))];
  });
}

function failureFinding(result: TestResult, problem: JunitProblem, folders: Folders): FindingInput {
  const isFile = result.isFile === true;
  const test = result.file === undefined && isFile ? { ...result, file: collectedFile(result.id) } : result;
  return {
    ruleId: problem.kind === 'error' ? 'pytest/error' : 'pytest/failed',
    tool: 'pytest',
    kind: 'test',
    severity: 'high',
    message: firstLines(isFile ? collectionWords(problem) : problem.message || problem.text),
    ...places(failureLocations(problem, test, folders)),
    region: isFile ? (test.file ?? result.id) : result.id,
  };
}

function flakyFinding(result: TestResult, folders: Folders): FindingInput {
  const problem = result.earlier?.[0];
  return {
    ruleId: 'pytest/flaky',
    tool: 'pytest',
    kind: 'test',
    severity: 'info',
    message: `passed on attempt ${result.passedOn}, after: ${firstLines(problem?.message ?? 'a failure')}`,
    ...places(problem ? failureLocations(problem, result, folders) : []),
    region: result.id,
  };
}

function places(
  locations: ReturnType<typeof failureLocations>,
): Pick<FindingInput, 'location' | 'locations'> {
  const [first] = locations;
  return { ...(first && { location: first }), ...(locations.length > 1 && { locations }) };
}

/** pytest names a file that could not be collected as a module: `tests.test_orders`. */
export function collectedFile(id: string): string {
  return id.endsWith('.py') ? id : `${id.replaceAll('.', '/')}.py`;
}

/** The lines marked `E`, which say what went wrong; the rest is pytest's frame round them. */
export function collectionWords(problem: JunitProblem): string {
  const lines = problem.text
    .split('\n')
    .filter((line) => /^E\s/u.test(line))
    .map((line) => line.replace(/^E\s+/u, ''));
  const telling = lines.filter((line) => /^\w*(?:Error|Exception|Warning|Failed|Exit)\b|Error:/u.test(line));
  return (telling.length > 0 ? telling : lines).join('\n') || problem.text.trim() || problem.message;
}

export function firstLines(text: string): string {
  const lines = text.trim().split('\n');
  const kept = lines.slice(0, MAX_LINES).join('\n').slice(0, MAX_LENGTH);
  return lines.length > MAX_LINES || kept.length < lines.slice(0, MAX_LINES).join('\n').length
    ? `${kept} …`
    : kept;
}
