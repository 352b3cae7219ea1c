/**
 * The page's only script; its digest is in the page's policy. It filters and groups findings, searches logs, opens what an
 * address leads into, and copies command lines: all of the content is there without it. It makes no markup of texts.
 */
export const PAGE_SCRIPT = String.raw`
(() => {
'use strict';
const all = (query, from = document) => [...from.querySelectorAll(query)];
const one = (query, from = document) => from.querySelector(query);
const make = (name, properties, ...inside) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...inside);
  return element;
};
const soon = (run) => {
  let timer;
  return () => { clearTimeout(timer); timer = setTimeout(run, 120); };
};
const counted = (count, noun) => count + ' ' + noun + (count === 1 ? '' : 's');

const openTo = (element) => {
  for (let up = element; up; up = up.parentElement) if (up.localName === 'details') up.open = true;
};
const reveal = () => {
  let id = location.hash.slice(1);
  try { id = decodeURIComponent(id); } catch {}
  const target = id && document.getElementById(id);
  if (!target) return;
  openTo(target);
  target.scrollIntoView();
};
addEventListener('hashchange', reveal);

const buttons = (root) => {
  if (!navigator.clipboard) return;
  for (const line of all('.cmd:not(.can)', root)) {
    const closed = line.closest('details:not([open])');
    if (closed) continue;
    line.classList.add('can');
    const button = make('button', { type: 'button', className: 'copy' }, 'Copy');
    button.addEventListener('click', async () => {
      try { await navigator.clipboard.writeText(line.textContent); button.textContent = 'Copied'; }
      catch { getSelection().selectAllChildren(line); button.textContent = 'Selected'; }
      setTimeout(() => { button.textContent = 'Copy'; }, 2000);
    });
    line.after(button);
  }
};
document.addEventListener('toggle', ({ target }) => { if (target.open) buttons(target); }, true);
buttons(document);

const findings = (tools, list) => {
  const PIECE = 100;
  const kinds = ['severity', 'state', 'tool', 'rule', 'check'];
  let rows;
  const read = () => all('.findings>li', list).map((element) => {
    const text = (query) => one(query, element)?.textContent ?? '';
    const rule = text('.r');
    return {
      element, rule,
      text: element.textContent.toLowerCase(),
      severity: text('.s'),
      tool: element.dataset.tool ?? rule.split('/')[0],
      check: text('.m small'),
      state: element.classList.contains('waived') ? 'does not count' : text('.m b') || 'counts',
      file: text('.p').replace(/:\d+$/, '') || 'no file',
    };
  });
  const lists = (some) => {
    const made = [];
    for (let at = 0; at < some.length; at += PIECE) {
      const piece = some.slice(at, at + PIECE).map((row) => row.element);
      made.push(make('ul', { className: piece.length < PIECE ? 'findings' : 'findings long' }, ...piece));
    }
    return made;
  };
  const grouped = (some, by) => {
    const groups = new Map();
    for (const row of some) {
      const group = groups.get(row[by]);
      if (group) group.push(row); else groups.set(row[by], [row]);
    }
    const order = [...groups];
    if (by !== 'severity') order.sort((a, b) => b[1].length - a[1].length);
    return order.map(([name, group]) => make('details', { className: 'group', open: true },
      make('summary', {}, make('code', {}, name), ' ', make('small', {}, String(group.length))), ...lists(group)));
  };
  const draw = () => {
    rows ??= read();
    const wish = Object.fromEntries(new FormData(tools));
    const words = [...wish.text.toLowerCase().matchAll(/"([^"]+)"|[^\s"]+/g)].map(([word, phrase]) => phrase ?? word);
    const asked = kinds.filter((kind) => wish[kind]);
    const found = rows.filter((row) =>
      asked.every((kind) => row[kind] === wish[kind]) && words.every((word) => row.text.includes(word)));
    list.replaceChildren(...(wish.group ? grouped(found, wish.group) : lists(found)));
    tools.elements.said.value = found.length === rows.length
      ? counted(rows.length, 'finding') : found.length + ' of ' + counted(rows.length, 'finding');
  };
  tools.addEventListener('input', soon(draw));
  tools.addEventListener('reset', () => setTimeout(draw));
  tools.addEventListener('submit', (event) => { event.preventDefault(); draw(); });
  for (const link of all('a[data-check]')) {
    link.addEventListener('click', () => {
      const { check } = tools.elements;
      const isKnown = check && [...check.options].some(({ value }) => value === link.dataset.check);
      tools.reset();
      if (isKnown) check.value = link.dataset.check;
    });
  }
  tools.hidden = false;
};

const logs = (tools) => {
  const { text: input, said } = tools.elements;
  const checks = all('.check');
  const marks = globalThis.Highlight && CSS.highlights ? new Highlight() : undefined;
  if (marks) CSS.highlights.set('found', marks);
  const opened = new Set();
  let hits = [];
  let at = -1;
  const MOST_OPEN = 300;
  const open = (line) => {
    for (let up = line.parentElement; up; up = up.parentElement)
      if (up.localName === 'details' && !up.open) { up.open = true; opened.add(up); }
  };
  const mark = (line, pattern) => {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const match = pattern.exec(node.data);
      if (!match) continue;
      const range = new Range();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      marks?.add(range);
    }
  };
  const find = () => {
    const wish = input.value.trim();
    const isAsked = wish.length > 1;
    const pattern = new RegExp(wish.replace(/[^\w\s]/g, '\\$&'), 'i');
    marks?.clear();
    for (const details of opened) details.open = false;
    opened.clear();
    one('.now')?.classList.remove('now');
    hits = [];
    at = -1;
    let places = 0;
    for (const check of checks) {
      const found = isAsked ? all('.log>li', check).filter((line) => pattern.test(line.textContent)) : [];
      check.hidden = isAsked && found.length === 0;
      if (found.length > 0) places += 1;
      for (const line of found) {
        if (hits.length < MOST_OPEN) { open(line); mark(line, pattern); }
        hits.push(line);
      }
    }
    said.value = !isAsked ? '' : hits.length === 0
      ? 'in no line that is in this page'
      : counted(hits.length, 'line') + ' of ' + counted(places, 'check');
  };
  const next = () => {
    if (hits.length === 0) return;
    one('.now')?.classList.remove('now');
    at = (at + 1) % hits.length;
    open(hits[at]);
    hits[at].classList.add('now');
    hits[at].scrollIntoView({ block: 'center' });
    said.value = (at + 1) + ' of ' + counted(hits.length, 'line');
  };
  let last = '';
  tools.addEventListener('input', soon(() => { last = input.value; find(); }));
  tools.addEventListener('submit', (event) => {
    event.preventDefault();
    if (input.value !== last) { last = input.value; find(); }
    next();
  });
  tools.hidden = false;
};

const findingTools = one('#finding-tools');
if (findingTools) findings(findingTools, one('#finding-list'));
const logTools = one('#log-tools');
if (logTools && one('.log')) logs(logTools);
reveal();
})();
`.trim();
