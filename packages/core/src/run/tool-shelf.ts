import type { Check, ResolvedTool } from '../model/check.ts';
import type { RunEvent } from '../model/event.ts';
import type { ToolSpec } from '../model/tool.ts';
import { messageOf } from '../errors/message-of.ts';
import type { Cancellation } from './cancellation.ts';
import type { RunPlanInput } from './run-plan-input.ts';

/** The tools of one check, found. */
export interface CheckTools {
  readonly resolved: readonly ResolvedTool[];
  /** The path of a tool by its bare name; undefined for any other program. */
  readonly pathOf: (name: string) => string | undefined;
}

export interface ToolShelf {
  /** The tools of a check, or why they cannot be had. Never throws. */
  readonly toolsFor: (check: Check, id: string) => Promise<CheckTools | { readonly reason: string }>;
  /** Ends the searches that nobody waits for any more: an installation must not outlive the run. */
  readonly end: () => void;
}

type Found = { readonly tool: ResolvedTool } | { readonly reason: string };

const NO_TOOLS: CheckTools = { resolved: [], pathOf: () => undefined };

/**
 * Finds or installs the tools of a run's checks, each once: checks that name the same tool wait for the same search,
 * and a download that failed is not tried again by every one of them.
 */
export function createToolShelf(
  input: RunPlanInput,
  cancellation: Cancellation,
  emit: (event: RunEvent) => void,
): ToolShelf {
  const searches = new Map<string, Promise<Found>>();
  const controller = new AbortController();
  cancellation.onCancel((reason) => controller.abort(new Error(reason)));
  const find = (spec: ToolSpec, id: string): Promise<Found> => {
    const key = JSON.stringify(spec);
    const known = searches.get(key);
    if (known !== undefined) return known;
    const progress = (message: string): void => emit({ type: 'check-progress', id, message });
    const search = searchFor(spec, input, { signal: controller.signal, progress });
    searches.set(key, search);
    return search;
  };
  return {
    end: () => controller.abort(new Error('the run has ended')),
    toolsFor: async ({ tools = [] }, id) => {
      if (tools.length === 0) return NO_TOOLS;
      const found = await Promise.all(tools.map((spec) => find(spec, id)));
      const reasons = found.flatMap((one) => ('reason' in one ? [one.reason] : []));
      if (reasons.length > 0) return { reason: reasons.join('; ') };
      const resolved = found.flatMap((one) => ('tool' in one ? [one.tool] : []));
      const paths = new Map(resolved.map(({ name, path }) => [name, path]));
      return { resolved, pathOf: (name) => paths.get(name) };
    },
  };
}

interface SearchPort {
  readonly signal: AbortSignal;
  readonly progress: (message: string) => void;
}

async function searchFor(
  spec: ToolSpec,
  input: RunPlanInput,
  { signal, progress }: SearchPort,
): Promise<Found> {
  try {
    // Loaded only where a check names tools: it brings the installer with it.
    const { resolveTool } = await import('../exec/tool.ts');
    return await resolveTool(spec, {
      cwd: input.cwd,
      env: input.host.env,
      toolsDir: input.state.toolsDir,
      configuredTools: input.configuredTools,
      lockedTools: input.lockedTools,
      redactor: input.redactor,
      graceMs: input.graceMs,
      signal,
      onProgress: progress,
    });
  } catch (error) {
    return { reason: `${spec.name} ${spec.version} could not be looked for: ${messageOf(error)}` };
  }
}
