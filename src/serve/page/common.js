// What several pages need.

const BASE = document.body.dataset.base ?? '';

/** The address here of what an IRI names; null for what is not of this graph. */
function addressOf(iri) {
  if (!BASE || !iri?.startsWith(BASE)) return null;
  const rest = iri.slice(BASE.length);
  return /^(?:actor|article)\//u.test(rest) ? `/${rest}` : null;
}

/** A link to what an IRI names, as far as there is a page of it. */
function linkTo(iri, words) {
  const address = addressOf(iri);
  return address ? h('a', { href: address, dir: 'auto' }, clean(words)) : h('bdi', {}, clean(words));
}

/** JSON from the server; what it complains of is an error. */
async function ask(address, options = {}) {
  const answer = await fetch(address, { ...options, headers: { Accept: 'application/json', ...options.headers } });
  if (!answer.ok) throw new Error(await complaint(answer));
  return answer.json();
}

/** What the server says of a request that it refused. */
async function complaint(answer) {
  const text = await answer.text();
  try {
    const problem = JSON.parse(text);
    return clean(problem.detail ?? problem.title ?? text);
  } catch {
    return clean(text) || `The server answered ${answer.status}.`;
  }
}

/** "metWith" as "met with". */
const inWords = (name) => clean(name).replace(/([a-z0-9])([A-Z])/gu, '$1 $2').toLowerCase();

/**
 * A list of options below a field, by the rules of the ARIA combobox. The field keeps the focus; `take` gets what is chosen.
 * `render` gives the content of an option.
 */
function createOptions(field, id, label, render, take) {
  const list = h('ul', { class: 'options', id, role: 'listbox', 'aria-label': label, hidden: true });
  let [items, at] = [[], -1];
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', id);
  field.setAttribute('autocomplete', 'off');
  const mark = () => {
    [...list.children].forEach((option, index) => option.setAttribute('aria-selected', String(index === at)));
    if (at >= 0 && !list.hidden) {
      field.setAttribute('aria-activedescendant', `${id}-${at}`);
      list.children[at].scrollIntoView({ block: 'nearest' });
    } else field.removeAttribute('aria-activedescendant');
    if (field.getAttribute('role') === 'combobox') field.setAttribute('aria-expanded', String(!list.hidden));
  };
  const show = (found, first = -1) => {
    [items, at] = [found, found.length ? first : -1];
    list.replaceChildren(...found.map((item, index) => h('li', { role: 'option', id: `${id}-${index}`,
      on: { pointerdown: (event) => event.preventDefault(), click: () => choose(index) } }, render(item))));
    list.hidden = !found.length;
    mark();
  };
  const hide = () => show([]);
  const choose = (index) => {
    const item = items[index];
    hide();
    if (item !== undefined) take(item);
  };
  field.addEventListener('blur', hide);
  /** Whether the list took the key. */
  const key = (event) => {
    if (list.hidden) return false;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      at = at < 0 ? (step > 0 ? 0 : items.length - 1) : (at + step + items.length) % items.length;
      mark();
    } else if (event.key === 'Escape') hide();
    else if ((event.key === 'Enter' || event.key === 'Tab') && at >= 0) choose(at);
    else return false;
    event.preventDefault();
    return true;
  };
  return { list, show, hide, key, isOpen: () => !list.hidden };
}
