import { load } from 'js-yaml';

/**
 * Parses YAML as the tools that read it do: GitHub and pre-commit take a closing bracket that stands as far left as its
 * key, js-yaml alone does not. Throws js-yaml's error when that is not what is wrong.
 */
export function loadYaml(text: string): unknown {
  try {
    return load(text);
  } catch (error) {
    const indented = text.replace(/^( *)(?=[\]}])/gmu, '$1  ');
    if (indented === text) throw error;
    return load(indented);
  }
}
