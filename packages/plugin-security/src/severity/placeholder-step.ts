import type { SeverityStep } from './severity-step.ts';

/** A value that is visibly no secret (`changeme`, `AKIA…EXAMPLE`) is for information. The reader marks it. */
export const placeholderStep: SeverityStep = {
  name: 'placeholders',
  assess: ({ kind, confidence }) =>
    kind === 'secret' && confidence === 'placeholder'
      ? { to: 'info', why: 'its value is a placeholder' }
      : undefined,
};
