export { explainReport } from './engine/explain-report.ts';
export { codeSpan, cleanText, workflowData, workflowProperty } from './report/escape.ts';
export { markdown, type MarkdownOptions } from './report/markdown.ts';
export { parseRunReport } from './report/run-report-schema.ts';
export type { ExplainedBlock, Explanation as ReportExplanation, ViewOptions } from './report/view-options.ts';
export { EVIDENCE_FILE, parseEvidence, type EvidenceIndex } from './state/seal.ts';
export type { FileDigest } from './state/folder-files.ts';
