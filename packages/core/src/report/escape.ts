import { stripVTControlCharacters } from 'node:util';

/*
 * Everything a tool, a test or a file name says is untrusted: it may hold colours, cursor moves, commands of the CI
 * host, markup and characters that reorder what is read. Every text that leaves through a report passes here once.
 */

/** Marks that reorder a line on screen while the bytes say something else ("Trojan source"): shown, never obeyed. */
const BIDI = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
// Tab and newline stay; the rest of C0, DEL and C1 goes. Stripping sequences first keeps no torso like "[31m".
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/gu;
const LINE_BREAK = /\r\n?|[\u0085\u2028\u2029]/gu;

/** Text of any origin made harmless for a terminal or a file: lines and tabs stay, escape sequences and controls go. */
export function cleanText(text: string): string {
  if (/^[\n\t\u0020-\u007E]*$/u.test(text)) return text;
  return stripVTControlCharacters(text)
    .toWellFormed()
    .replace(LINE_BREAK, '\n')
    .replace(CONTROL, '')
    .replace(BIDI, (mark) => `<U+${mark.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}>`);
}

/** The same on one line: every run of white space becomes one space. */
export function oneLine(text: string): string {
  return cleanText(text).replace(/\s+/gu, ' ').trim();
}

/**
 * A line that no CI host takes for a command. GitHub's runner reads `::name::` after any leading white space and
 * `##[name]` anywhere in a line; Azure and TeamCity read `##vso[` and `##teamcity[`. Characters that are invisible
 * count as absent, for a comparison by culture skips them.
 */
export function disarmCommands(line: string): string {
  if (!line.includes('::') && !line.includes('#') && !/\p{DI}/u.test(line)) return line;
  return line
    .replace(/^([\s\p{DI}\p{Cf}]*):[\p{DI}\p{Cf}]*:/u, '$1: :')
    .replace(/#[\p{DI}\p{Cf}]*#(?=[\p{DI}\p{Cf}\w-]*\[)/gu, '# #');
}

/** Data of a GitHub workflow command: `::group::<data>`. */
export function workflowData(text: string): string {
  return cleanText(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A property of a GitHub workflow command: `::error file=<property>::`. */
export function workflowProperty(text: string): string {
  return workflowData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

const XML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Text for an XML attribute or element. The two noncharacters that XML 1.0 forbids go too. */
export function escapeXml(text: string): string {
  return cleanText(text)
    .replace(/[\uFFFE\uFFFF]/gu, '')
    .replace(/[&<>"'\n\t]/gu, (character) => XML[character] ?? '');
}

/** An invisible joint: breaks a mention, a reference or a link apart without changing how it reads. */
const JOINT = '&#8203;';

/**
 * Text for a cell or a sentence of GitHub markdown, on one line. Nothing in it is markup, HTML, a mention (which
 * would notify a stranger), an issue reference (which would write into another thread) or a link. Entities rather
 * than backslashes: a table splits its cells before it reads escapes, and readers differ on `\\|`.
 */
export function escapeMarkdown(text: string): string {
  return escapeInline(text)
    .replaceAll('@', `@${JOINT}`)
    .replaceAll('://', `:${JOINT}//`)
    .replace(/\b(www)\./giu, `$1${JOINT}.`)
    .replace(/(&#35;)(?=\d)/gu, `$1${JOINT}`)
    .replace(/\b(GH)(?=-\d)/giu, `$1${JOINT}`);
}

function escapeInline(text: string): string {
  return oneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]#!|~$]/gu, (character) => `&#${character.codePointAt(0)};`);
}

/** Code within a sentence or a cell, to be copied as it stands: no joints, for in code nothing is a mention. */
export function codeSpan(text: string): string {
  const code = oneLine(text);
  if (code === '') return '';
  // A pipe would end the cell even between backticks, and whoever looks for our marker reads the text, not the page.
  if (/[|<]/u.test(code)) return `<code>${escapeInline(code)}</code>`;
  const fence = fenceFor(code, 1);
  const pad = code.startsWith('`') || code.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${code}${pad}${fence}`;
}

/** Lines of code as a block of their own. The start of a comment is taken apart: it could pass for our marker. */
export function codeBlock(lines: readonly string[]): string {
  const text = cleanText(lines.join('\n')).replaceAll('<!--', '< !--');
  const fence = fenceFor(text, 3);
  return `${fence}sh\n${text}\n${fence}`;
}

/** A run of backticks longer than any inside. */
function fenceFor(text: string, atLeast: number): string {
  const longest = Math.max(atLeast - 1, ...(text.match(/`+/gu) ?? []).map((run) => run.length));
  return '`'.repeat(longest + 1);
}
