import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf } from '../../errors/message-of.ts';
import { junitFacts } from '../../plugin/junit-facts.ts';
import { oneLine } from '../../report/escape.ts';
import { namesOutsideCause } from '../../triage/outside-cause.ts';
import { CORE_RULES, type RuleSet } from '../../triage/rule-set.ts';
import type { NamedFile } from './find-logs.ts';

/** What JUnit results say of the tests that failed. */
export interface TestResults {
  readonly file: string;
  readonly tests: number;
  readonly failed: number;
  /** Of those that failed, how many name a cause outside of the code and nothing else. */
  readonly outside: number;
  /** The first ones that do not. */
  readonly others: readonly string[];
}

const OTHERS = 5;

/** Reads JUnit results; a fault where they are none, or no test ran. */
export async function readResults(
  { name, path = '' }: NamedFile,
  { rules }: RuleSet = CORE_RULES,
): Promise<TestResults | { readonly fault: string }> {
  let xml: string;
  try {
    xml = await readFile(path, 'utf8');
  } catch (error) {
    return { fault: messageOf(error) };
  }
  const folder = dirname(path);
  const read = junitFacts(xml, { name: 'tests', cwd: folder, root: folder });
  if ('fault' in read) return read;
  const others = read.findings.filter(
    ({ message, region }) => !namesOutsideCause(message.slice(prefixOf(message, region)), rules),
  );
  const failed = read.findings.length;
  return {
    file: name,
    tests: read.scope?.seen ?? failed,
    failed,
    outside: failed - others.length,
    others: others
      .slice(0, OTHERS)
      .map(({ region, message }) => oneLine(region ?? message.split('\n')[0] ?? '')),
  };
}

/** The name of the test, which comes before what it says. */
function prefixOf(message: string, region = ''): number {
  return message.startsWith(`${region}: `) ? region.length + 2 : 0;
}
