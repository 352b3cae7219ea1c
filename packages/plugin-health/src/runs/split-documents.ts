/**
 * The documents of a text: one, one a line (JSONL), or one after another with nothing between, which is what
 * `gh api --paginate` prints. Throws a SyntaxError when the text is none of these.
 */
export function splitDocuments(text: string): readonly unknown[] {
  return parseAll([text]) ?? parseAll(text.split('\n')) ?? cut(text).map((one) => JSON.parse(one) as unknown);
}

function parseAll(texts: readonly string[]): readonly unknown[] | undefined {
  try {
    return texts.flatMap((text) => (text.trim() === '' ? [] : [JSON.parse(text) as unknown]));
  } catch {
    return undefined;
  }
}

/** A document ends at the bracket that closes it, outside of strings. */
function cut(text: string): readonly string[] {
  const documents: string[] = [];
  let depth = 0;
  let start = 0;
  let isString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (isString) {
      if (character === '\\') index += 1;
      else if (character === '"') isString = false;
    } else if (character === '"') isString = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth !== 0) continue;
      documents.push(text.slice(start, index + 1));
      start = index + 1;
    }
  }
  const rest = text.slice(start).trim();
  return rest === '' ? documents : [...documents, rest];
}
