// The SPARQL editor: a text field with colours behind it, completion, and answers below.

const TOKENS = /(?<comment>#[^\n]*)|(?<iri><[^<>"{}|^`\\\s]*>)|(?<string>"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)|(?<variable>[?$]\w+)|(?<prefix>[A-Za-z][\w-]*:[\w.%/-]*|:[\w]+)|(?<keyword>\b(?:SELECT|CONSTRUCT|DESCRIBE|ASK|WHERE|PREFIX|BASE|FROM|NAMED|OPTIONAL|UNION|MINUS|FILTER|BIND|VALUES|GRAPH|SERVICE|EXISTS|NOT|IN|AS|DISTINCT|REDUCED|ORDER|GROUP|BY|ASC|DESC|HAVING|LIMIT|OFFSET|UNDEF|COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT|STR|LANG|DATATYPE|REGEX|CONTAINS|STRSTARTS|STRENDS|LCASE|UCASE|CONCAT|COALESCE|IF|BOUND|YEAR|MONTH|DAY)\b)/giu;
const KEYWORDS = ['SELECT', 'DISTINCT', 'WHERE', 'OPTIONAL', 'FILTER', 'UNION', 'GRAPH', 'ORDER BY', 'GROUP BY', 'LIMIT', 'OFFSET', 'CONSTRUCT', 'DESCRIBE', 'COUNT', 'VALUES', 'BIND'];

/** A query with its parts coloured, as elements. Comments hide what stands in them. */
function highlighted(query) {
  const parts = [];
  let at = 0;
  for (const match of query.matchAll(TOKENS)) {
    const kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
    parts.push(query.slice(at, match.index), h('span', { class: `t-${kind}` }, match[0]));
    at = match.index + match[0].length;
  }
  // A last line that is empty has no height of its own.
  return [...parts, query.slice(at), '\n'];
}

/** What may follow the letters before the caret: variables of the query, prefixes, terms of the ontology, keywords. */
function completions(words, query, vocabulary) {
  const typed = words.toLowerCase();
  const variables = [...new Set(query.match(/[?$]\w+/gu) ?? [])].filter((one) => one !== words).map((text) => [text, 'variable']);
  const terms = vocabulary ? [
    ...vocabulary.types.flatMap((type) => [[`rel:${type.relation}`, type.root], [`rel:${type.class}`, 'event']]),
    ...vocabulary.terms.map((term) => [term, 'term']),
    ...Object.keys(vocabulary.prefixes).map((prefix) => [`${prefix}:`, 'prefix']),
  ] : [];
  const all = [...variables, ...terms, ...KEYWORDS.map((word) => [word, 'keyword'])];
  const fits = ([text]) => {
    const name = text.toLowerCase();
    // "accu" finds rel:accused too.
    return name !== typed && (name.startsWith(typed) || (typed.length > 1 && name.slice(name.indexOf(':') + 1).startsWith(typed)));
  };
  const seen = new Set();
  // Relations and classes differ by their first letter: what is typed small is wanted small.
  const rank = ([text]) => Number(!text.startsWith(words) && !text.slice(text.indexOf(':') + 1).startsWith(words));
  return all.filter(fits).filter(([text]) => !seen.has(text) && seen.add(text)).sort((a, b) => rank(a) - rank(b)).slice(0, 12);
}

function setUpEditor(form) {
  const field = form.querySelector('textarea');
  const answer = document.getElementById('answer');
  const behind = h('pre', { 'aria-hidden': 'true' });
  const code = field.parentElement;
  let vocabulary = null;
  ask('/api/vocabulary').then((found) => { vocabulary = found; }, () => { /* Without it, keywords and variables are completed. */ });

  const before = () => /[\w?$:.-]*$/u.exec(field.value.slice(0, field.selectionStart))[0];
  const options = createOptions(field, 'completions', 'Completions', ([text, kind]) => [h('span', {}, text), h('small', {}, kind)], ([text]) => {
    const end = field.selectionStart;
    field.setRangeText(text, end - before().length, end, 'end');
    draw();
  });
  code.classList.add('lively');
  code.append(behind);
  code.after(options.list);
  field.setAttribute('aria-describedby', 'editor-help');
  form.append(h('p', { class: 'quiet', id: 'editor-help' }, 'Ctrl+Enter asks. Names are completed while you type: arrows choose, Enter or Tab takes, Escape closes. Prefixes need no declaration.'));
  const draw = () => {
    behind.replaceChildren(...highlighted(field.value));
    behind.scrollTop = field.scrollTop;
  };
  const suggest = (least) => {
    const words = before();
    const caret = field.selectionStart === field.selectionEnd;
    options.show(caret && words.length >= least ? completions(words, field.value, vocabulary) : []);
  };
  field.addEventListener('input', () => {
    draw();
    suggest(2);
  });
  field.addEventListener('scroll', () => { behind.scrollTop = field.scrollTop; });
  field.addEventListener('click', () => options.hide());
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      options.hide();
      run();
    } else if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      suggest(1);
    } else options.key(event);
  });

  let turn = 0;
  async function run() {
    turn += 1;
    const mine = turn;
    answer.replaceChildren(h('p', { class: 'quiet' }, 'Asking …'));
    const query = field.value;
    history.replaceState(null, '', `/query?query=${encodeURIComponent(query)}`);
    const parts = await answered(query).catch((error) => [h('p', { class: 'problem', role: 'alert' }, clean(error.message))]);
    if (mine === turn) answer.replaceChildren(...parts);
  }
  const download = form.querySelector('select').closest('label');
  const save = h('button', { type: 'submit', value: 'download' }, 'Download');
  download.after(save);
  form.addEventListener('submit', (event) => {
    if (event.submitter === save) return;
    event.preventDefault();
    run();
  });
  draw();
  if (new URLSearchParams(location.search).has('example')) run();
}

/** The answer to a query, as elements. */
async function answered(query) {
  const response = await fetch('/sparql', {
    method: 'POST', body: query,
    headers: { 'Content-Type': 'application/sparql-query', Accept: 'application/sparql-results+json, text/turtle;q=0.9' },
  });
  if (!response.ok) throw new Error(await complaint(response));
  if (!/json/u.test(response.headers.get('Content-Type') ?? '')) {
    const text = await response.text();
    return [downloads(query, ['turtle', 'ntriples', 'jsonld', 'rdfxml'], 'A graph'), scrolled(h('pre', {}, clean(text.slice(0, 200_000))))];
  }
  const json = await response.json();
  if (typeof json.boolean === 'boolean') return [h('p', {}, h('strong', {}, json.boolean ? 'Yes' : 'No'))];
  const names = json.head.vars;
  const rows = json.results.bindings;
  const shown = rows.slice(0, 1000);
  const words = `${count(rows.length, 'row')}${rows.length > shown.length ? `, of which ${shown.length} are shown` : ''}`;
  const table = h('table', {}, h('thead', {}, h('tr', {}, names.map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, shown.map((row) => h('tr', {}, names.map((name) => h('td', { class: (row[name]?.value.length ?? 0) > 60 ? 'long' : null }, cell(row[name])))))));
  return [downloads(query, ['csv', 'tsv', 'json', 'xml'], words), rows.length ? scrolled(table) : null].filter(Boolean);
}

/** Wide answers scroll by themselves, by keys too. */
const scrolled = (content) => h('div', { class: 'answer', tabindex: 0, role: 'region', 'aria-label': 'Answer' }, content);

function cell(term) {
  if (!term) return null;
  if (term.type !== 'uri') return h('bdi', {}, clean(term.value));
  const short = BASE && term.value.startsWith(BASE) ? term.value.slice(BASE.length).replace(/^ontology#/u, 'rel:') : term.value;
  return linkTo(term.value, short);
}

function downloads(query, formats, words) {
  const address = (format) => `/sparql?format=${format}&query=${encodeURIComponent(query)}`;
  return h('p', { class: 'downloads' }, h('strong', {}, words), formats.map((format) => h('a', { href: address(format), download: `answer.${format}` }, format.toUpperCase())));
}
