import type { CheckContext, CheckOutcome, FindingInput } from '@sluice/core';

const LONGEST = 160;

/** The outcome of a check that saw one fault of the project, with it as the clause for the console. */
export function failureOf(
  { finding }: Pick<CheckContext, 'finding'>,
  fault: FindingInput,
): Extract<CheckOutcome, { status: 'completed' }> {
  return { status: 'completed', findings: [finding(fault)], summary: inShort(fault) };
}

/** Where, and what. */
function inShort({ location, message }: FindingInput): string {
  const line = location?.line === undefined ? '' : `:${location.line}`;
  const text = `${location === undefined ? '' : `${location.path}${line} `}${message}`;
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
