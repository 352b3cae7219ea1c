/** Whose settings a tool runs with: what is added to its command line, and the sentence that says why. */
export interface Settings {
  readonly args: readonly string[];
  /** For people: `line length 100, the reference's, as the project configures none`. */
  readonly from: string;
}

/** Where a project configures a tool, and what it adds to the command line to say the same. */
export interface OwnSettings {
  readonly place: string;
  readonly args: readonly string[];
}

/** What the options or the reference would set. */
export interface Wanted {
  /** `line length`. */
  readonly what: string;
  readonly option: string;
  readonly explicit?: string | number | undefined;
  readonly reference: string | number;
  readonly toArgs: (value: string | number) => readonly string[];
}

/** An explicit option wins, then the project's own configuration, then the reference; what won is said. */
export function decideSettings(wanted: Wanted, own: OwnSettings | undefined): Settings {
  const { explicit, what, option } = wanted;
  if (explicit !== undefined) {
    const over = own ? ` over ${own.place}` : '';
    return {
      args: [...(own?.args ?? []), ...wanted.toArgs(explicit)],
      from: `${what} ${explicit}: option ${option} wins${over}`,
    };
  }
  if (own) return { args: own.args, from: `${what} as the project has it: ${own.place}` };
  return {
    args: wanted.toArgs(wanted.reference),
    from: `${what} ${wanted.reference}: the reference's, as the project configures none`,
  };
}
