import type { FailureRule } from '../failure-rule.ts';

/** What was asked for does not exist, does not fit, or is not what was promised. */
export const dependencyRules: readonly FailureRule[] = [
  {
    id: 'resolver',
    kind: 'persistent',
    category: 'resolution',
    weight: 'veto',
    matches:
      /\b(?:EUSAGE|ERESOLVE|ETARGET|EBADENGINE)\b|\bResolutionImpossible\b|\bERR_PNPM_(?:OUTDATED_LOCKFILE|NO_MATCHING_VERSION|PEER_DEP_ISSUES|LOCKFILE_CONFIG_MISMATCH|FROZEN_LOCKFILE)\w{0,40}|\bSearched in the following locations\b|\bYour lockfile needs to be updated\b|\bis not in sync\b|\bversion solving failed\b|\bNo solution found when resolving\b|\bfailed to select a version for\b|\bConflict(?:s|ing) dependenc|\berror NU1(?:101|102|107|202|605)\b|\bupdates to go\.mod needed\b|\bmissing go\.sum entry\b|\bPackagesNotFoundError\b|\bUnsatisfiableError\b|\bthe lock file .{1,200} needs to be updated\b|\bBundler could not find compatible versions\b|\bYour requirements could not be resolved\b/u,
    source: 'npm, pip, pnpm, Gradle, apt, Poetry, uv, cargo, NuGet, go, conda, Maven',
    examples: {
      is: ['npm ERR! code EUSAGE', 'ERROR: ResolutionImpossible: for help visit'],
      not: ['added 650 packages in 52s'],
    },
  },
  {
    id: 'nothing-found',
    kind: 'persistent',
    category: 'resolution',
    weight: 'veto',
    mayFollow: true,
    matches:
      /\bNo matching distribution found\b|\bCould not find a version that satisfies\b|\bhas no installation candidate\b|\bUnable to locate package\b|\bCould not find artifact\b|\bcannot find module providing package\b/u,
    source: 'pip, apt, Maven, go: also said of an index that could not be read',
    examples: {
      is: ['E: Unable to locate package darcs', 'ERROR: No matching distribution found for pydantic==2.11.7'],
      not: ['Successfully installed pydantic-2.11.7'],
    },
  },
  {
    id: 'not-found',
    kind: 'persistent',
    category: 'not-found',
    weight: 'veto',
    matches:
      /\bE404\b|\bmanifest unknown\b|\bmanifest for \S{1,200} not found\b|\bunknown revision\b|\bcouldn't find remote ref\b|\bArtifact not found for name\b|\breturned error: 404\b|\b404\s{1,4}(?:Client Error: )?Not Found\b|\b(?:repository|Repository) .{0,200}not found\b|\bERR_PNPM_FETCH_404\b|\bUnexpected HTTP response: 404\b|\bstatus code:? 404\b|\bgot 404\b|\bpathspec '.{1,200}' did not match\b|\bRemote branch \S{1,200} not found\b|\bpull access denied\b|\bVersion \S{1,60} (?:with arch|not found|was not found)\b|\b(?:is|was) not found\. This binary|\bNo such image\b|\berror: 404\b/u,
    unless: /\bin the local cache\b/u,
    source: 'npm, registries, git, GitHub runner, requests',
    examples: {
      is: [
        "fatal: couldn't find remote ref refs/tags/a",
        'curl: (22) The requested URL returned error: 404',
        'manifest for python:3.14t not found: manifest unknown',
      ],
      not: ['200 OK'],
    },
  },
  {
    id: 'checksum',
    kind: 'persistent',
    category: 'checksum',
    weight: 'veto',
    matches:
      /\bchecksum mismatch\b|\bSECURITY ERROR\b|\bhash mismatch in fixed-output\b|\bDO NOT MATCH THE HASHES\b|\bEINTEGRITY\b|\bsha(?:256|512)?sum: WARNING\b|\bSHA256 mismatch\b|\bchecksum .{0,80}(?:does not match|did not match|failed)\b|\bintegrity check(?:sum)? failed\b/iu,
    source: 'go.dev/ref/mod, Nix, pip hash-checking mode, npm',
    examples: {
      is: [
        'verifying github.com/a/b@v1.0.0: checksum mismatch',
        'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.',
      ],
      not: ['Hash Sum mismatch'],
    },
  },
  {
    id: 'missing-file',
    kind: 'persistent',
    category: 'missing-file',
    weight: 'veto',
    matches:
      /\bNo files were found with the provided path\b|\bNo such file or directory\b|\bENOENT\b|\bcan't open file '.{1,200}'|\bcommand not found$|: not found$|\bFileNotFoundError\b|\bCannot find module '|\bdoes not exist$|\bCOPY failed: .{0,200}not found|\bfailed to compute cache key: .{0,200}not found|\bcannot find the (?:path|file) specified/u,
    source: 'errno(3), ENOENT; actions/upload-artifact; Node; Docker',
    examples: {
      is: ['cat: a.txt: No such file or directory', 'sh: 1: foo: not found', "Error: Cannot find module 'x'"],
      not: ['all files exist'],
    },
  },
];
