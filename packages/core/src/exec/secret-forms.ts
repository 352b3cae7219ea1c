/** A shorter value masks ordinary text, and guesses itself. */
export const SHORTEST_SECRET = 6;

const PEM_BORDER = /^-+(?:BEGIN|END) [A-Z ]+-+$/u;

/**
 * Every way a secret is likely to show up in text: as it is, line by line, url-encoded, base64 (also inside a longer
 * base64 text, as in `Authorization: Basic`), in JSON, in a shell's quotes, in XML, and as bytes read as Latin-1. None
 * shorter than `shortest`.
 */
export function secretForms(value: string, shortest = SHORTEST_SECRET): string[] {
  const lines = value
    .split(/\r?\n|\r/u)
    .map((line) => line.trim())
    .filter((line) => !PEM_BORDER.test(line));
  const plain = [value, value.trim(), ...lines].filter((text) => text.length >= shortest);
  const forms = plain.flatMap((text) => [
    text,
    Buffer.from(text).toString('latin1'),
    ...urlForms(text),
    ...base64Forms(text),
    ...quotedForms(text),
  ]);
  return [...new Set(forms)].filter((form) => form.length >= shortest);
}

function urlForms(text: string): string[] {
  let encoded: string;
  try {
    encoded = encodeURIComponent(text);
  } catch {
    // A lone surrogate has no UTF-8 form, so it cannot occur in an address.
    return [];
  }
  const strict = encoded.replace(/[!'()*]/gu, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  return [encoded, strict].flatMap((form) => [
    form,
    form.replaceAll('%20', '+'),
    form.replace(/%[0-9A-F]{2}/gu, (code) => code.toLowerCase()),
  ]);
}

/** A secret may begin at any of three places in a group of base64; the characters it shares with others are cut off. */
function base64Forms(text: string): string[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2].flatMap((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    const start = Math.ceil((shift * 8) / 6);
    // Where the text ends with the secret, its last character is the secret's alone.
    const ending = encoded.slice(start).replace(/[=]+$/u, '');
    const own = encoded.slice(start, Math.floor(((shift + bytes.length) * 8) / 6));
    return [ending, own].flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
  });
}

function quotedForms(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const ascii = json.replace(/[^ -~]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((index) => String.raw`\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
      .join(''),
  );
  const xml = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    json,
    ascii,
    json.replaceAll('/', String.raw`\/`),
    text.replaceAll("'", String.raw`'\''`),
    xml,
    xml.replaceAll('"', '&quot;').replaceAll("'", '&apos;'),
    xml.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
  ];
}
