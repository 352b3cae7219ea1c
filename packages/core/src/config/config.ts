import type { Check } from '../model/check.ts';
import type { Policy, Waiver } from '../model/policy.ts';
import type { CacheConfig } from '../model/cache-config.ts';
import type { FailureRule, Plugin } from '../plugin/plugin.ts';

interface TriageConfig {
  /** Their ids are shown as `repo/<id>`. */
  readonly rules?: readonly FailureRule[];
  /** Ids of rules that do not count here: core's, `<plugin>/<id>`, `repo/<id>`. */
  readonly disable?: readonly string[];
}

/** What a `ci.config.ts` exports. All paths in it are relative to its folder. */
export interface Config {
  /** In the order in which they tap. Nothing runs merely because it is installed. */
  readonly plugins?: readonly Plugin[];
  /** Checks of the project itself, made by `command()` or written out. */
  readonly checks?: readonly Check[];
  readonly policy?: Policy;
  /** Accepted failures; `ci.waivers.json` holds more of them. */
  readonly waivers?: readonly Waiver[];
  /** Tool name to the path of the executable to use, instead of looking for one. */
  readonly tools?: Readonly<Record<string, string>>;
  /** What lines of logs mean in this project, for triage. */
  readonly triage?: TriageConfig;
  /** How large the cache of results may be, and a remote one. */
  readonly cache?: CacheConfig;
}
