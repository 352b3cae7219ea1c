import type { Finding } from '@sluice/core';

/** A finding of gitleaks with the value that it found. The value stays in memory, and in here. */
export interface Leak {
  readonly finding: Finding;
  readonly value: string;
  /** The line it begins on, from 1. */
  readonly line: number;
  /** True when the value is on that one line. */
  readonly isOneLine: boolean;
}
