import { cleanText } from '@sluice/core/reports';

/**
 * Text of any origin for a place that shows it as it stands, such as an annotation: controls go, and an invisible joint
 * keeps a name from being a mention should the place ever be read as markdown.
 */
export function plainText(text: string, mostCharacters: number): string {
  const clean = cleanText(text).replaceAll('@', '@\u200B').replaceAll('://', ':\u200B//');
  return clean.length > mostCharacters ? `${clean.slice(0, mostCharacters - 1).toWellFormed()}…` : clean;
}
