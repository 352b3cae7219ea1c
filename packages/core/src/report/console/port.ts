/** Where a console view writes, and all it knows of the other side. */
export interface ConsolePort {
  readonly write: (text: string) => void;
  /** A terminal whose last lines can be drawn again. */
  readonly isTty: boolean;
  /** Width in cells; read at each drawing, so that a getter follows a resize. */
  readonly columns: number;
  /** Height in lines, where known: the live part never grows beyond it. */
  readonly rows?: number | undefined;
  readonly color: boolean;
  /** Whose log folds: `github`, another CI host, or none. */
  readonly ci: 'github' | 'other' | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Calls back every so often until the returned function is called. Default: a timer that keeps no process alive. */
  readonly every?: (intervalMs: number, tick: () => void) => () => void;
}
