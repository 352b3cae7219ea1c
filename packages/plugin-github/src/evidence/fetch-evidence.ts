import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z, type PluginEvidence, type PluginEvidenceRequest } from '@sluice/core';
import { EVIDENCE_FILE } from '@sluice/core/reports';
import type { Answer } from '../client/answer.ts';
import type { GithubClient } from '../client/github-client.ts';
import type { GithubFault } from '../client/github-fault.ts';
import { openClient } from '../client/open-client.ts';
import { checkCalls } from '../deliver/check-calls.ts';
import { newestOwn, type OwnCheck } from '../deliver/own-check.ts';
import { repositoryOf } from '../doctor/repository-of.ts';
import type { RepositoryName } from '../environment/github-environment.ts';
import { ARTIFACT } from '../generate/recorded-job.ts';
import type { GithubOptions } from '../options.ts';
import { readZip } from './read-zip.ts';

/** As `readRecord` has it; a report of a hundred thousand findings has half of it. */
const MOST_BYTES = 128 * 1024 * 1024;
const FILES = ['report.json', EVIDENCE_FILE];

const nothing = (detail: string): PluginEvidence => ({ isFound: false, detail });
const fault = ({ message, hint }: GithubFault): PluginEvidence => nothing(`${message} ${hint}`);

/**
 * What GitHub keeps of the run of a commit: the digest in its newest check run of Sluice's, and of the record that the
 * job which decided left as an artifact the report and its evidence. Of the archive these two files alone are read.
 */
export async function fetchEvidence(
  request: PluginEvidenceRequest,
  { report }: Pick<GithubOptions, 'report'>,
): Promise<PluginEvidence> {
  const { env, signal } = request;
  if (report.check === false) return nothing('no check run is written, for `report.check` is false');
  const repository = await repositoryOf(request);
  if (repository === undefined)
    return nothing('no remote `origin` says which repository this is: set GITHUB_REPOSITORY');
  const opened = await openClient({ env, signal });
  if (!opened.ok) return fault(opened.fault);
  try {
    return await fetched({ client: opened.data, repository, name: report.check, request });
  } finally {
    await opened.data.close();
  }
}

interface FetchInput {
  readonly client: GithubClient;
  readonly repository: RepositoryName;
  /** Of the check run. */
  readonly name: string;
  readonly request: Pick<PluginEvidenceRequest, 'commit' | 'dir'>;
}

async function fetched({ client, repository, name, request }: FetchInput): Promise<PluginEvidence> {
  const { commit, dir } = request;
  const listed = await checkCalls(client, { repository, headSha: commit }).list(name);
  if (!listed.ok) return fault(listed.fault);
  const own = newestOwn(listed.data);
  if (own === undefined) return nothing(`${commit} has no check run ${name} of Sluice's`);
  const { evidence } = own.of;
  if (evidence === undefined) return nothing(`the check run ${name} of ${commit} holds no digest`);
  const zip = await download({ client, repository }, own);
  if (!zip.ok) return fault(zip.fault);
  if (typeof zip.data === 'string') return nothing(zip.data);
  const files = readZip(zip.data, FILES, MOST_BYTES);
  const absent = FILES.filter((file) => !files.has(file));
  if (absent.length > 0) return nothing(`the artifact of the run holds no ${absent.join(' and no ')}`);
  for (const [file, bytes] of files) await writeFile(join(dir, file), bytes);
  return { isFound: true, sha256: evidence, keptBy: `check run ${name} of ${commit}` };
}

const artifacts = z.object({
  artifacts: z.array(z.object({ id: z.int().positive(), name: z.string(), expired: z.boolean() })),
});

/** The archive of the record, or why there is none. */
async function download(
  { client, repository }: Pick<FetchInput, 'client' | 'repository'>,
  { of }: OwnCheck,
): Promise<Answer<Buffer | string>> {
  const place = { owner: repository.owner, repo: repository.name };
  const name = `${ARTIFACT}-${of.attempt}`;
  const listed = await client.call({
    route: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts',
    parameters: { ...place, run_id: of.runId, name, per_page: 100 },
    read: artifacts,
  });
  if (!listed.ok) return listed;
  const found = listed.data.artifacts.find((one) => one.name === name);
  if (found === undefined) return { ok: true, data: `run ${of.runId} left no artifact ${name}` };
  if (found.expired) return { ok: true, data: `the artifact ${name} of run ${of.runId} is no longer kept` };
  return client.stream(
    {
      route: 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}',
      parameters: { ...place, artifact_id: found.id, archive_format: 'zip' },
    },
    gather,
  );
}

async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Buffer | string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return `the artifact of the run is larger than ${MOST_BYTES / 1024 / 1024} MiB`;
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
