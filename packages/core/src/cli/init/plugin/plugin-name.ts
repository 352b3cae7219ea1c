/** How a plugin is called in each place. */
export interface PluginName {
  /** In its check ids: `house-rules`. */
  readonly id: string;
  /** On npm: `sluice-plugin-house-rules`, or with a scope. */
  readonly packageName: string;
  /** The folder it is written into. */
  readonly folder: string;
  /** In code: `houseRules`. */
  readonly exportName: string;
}

const SHAPE =
  /^(?:(?<scope>@[a-z0-9][a-z0-9._-]*)\/)?(?:sluice-plugin-)?(?<id>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/u;

/** A name of these would mean two packages in a JSON config. */
const OURS = ['python', 'security', 'docker', 'health', 'github'];

/** Core's own prefix for the checks of `command()`. */
const TAKEN = ['repo', 'sluice', ...OURS];

const RESERVED = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false ' +
    'finally for function if implements import in instanceof interface let new null package private protected public ' +
    'return static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
);

/** What `--plugin NAME` means: `house-rules`, or the whole name of the package. Or why it cannot be a plugin's name. */
export function pluginName(given: string): PluginName | { readonly refused: string } {
  const { scope, id } = SHAPE.exec(given)?.groups ?? {};
  if (id === undefined)
    return { refused: 'a name is in kebab-case, as in house-rules or @acme/sluice-plugin-house-rules' };
  if (TAKEN.includes(id)) return { refused: `${id} belongs to Sluice itself` };
  const exportName = id.replace(/-([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase());
  if (RESERVED.has(exportName))
    return { refused: `${id} is a word of JavaScript, and the plugin's export has its name` };
  const folder = `sluice-plugin-${id}`;
  return { id, exportName, folder, packageName: scope === undefined ? folder : `${scope}/${folder}` };
}
