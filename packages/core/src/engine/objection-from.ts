import type { ObjectionInput } from '../hooks/arguments.ts';
import type { Objection } from '../model/verdict.ts';
import { requireTexts } from './require-texts.ts';

/** What a tap of `gate` said, as an objection of its plugin; only the fields that a report holds. */
export function objectionFrom(input: ObjectionInput, source: string, level: 'warn' | 'block'): Objection {
  requireTexts(level, input, ['rule', 'message']);
  const { rule, message, measured, limit, checkId } = input;
  return {
    source,
    level,
    rule,
    message,
    ...(typeof measured === 'number' ? { measured } : {}),
    ...(typeof limit === 'number' ? { limit } : {}),
    ...(typeof checkId === 'string' ? { checkId } : {}),
  };
}
