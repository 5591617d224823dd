// Finding somebody by name: a box with a list below it, by the rules of the ARIA combobox.

function createSearch({ model, store }) {
  const input = h('input', {
    type: 'search', role: 'combobox', placeholder: 'Find an actor', autocomplete: 'off', spellcheck: 'false', 'aria-label': 'Find an actor by name',
    'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': 'found',
  });
  const list = h('ul', { id: 'found', role: 'listbox', 'aria-label': 'Actors found', hidden: true });
  const root = h('div', { class: 'search' }, input, list);
  let found = [];
  let at = -1;

  function show() {
    found = search(model, input.value);
    at = found.length ? 0 : -1;
    const nobody = input.value.trim() && !found.length;
    list.replaceChildren(...(nobody ? [h('li', { class: 'quiet', role: 'option', 'aria-disabled': 'true' }, 'Nobody of that name is here.')]
      : found.map((actor, index) => h('li', { role: 'option', id: `found-${index}`, on: { pointerdown: (event) => { event.preventDefault(); take(index); } } },
        typeGlyph(actor.type), nameOf(actor.name, 60), h('span', { class: 'number' }, String(actor.events.length))))));
    list.hidden = !list.children.length;
    mark();
  }

  function mark() {
    input.setAttribute('aria-expanded', String(!list.hidden));
    if (at >= 0) input.setAttribute('aria-activedescendant', `found-${at}`);
    else input.removeAttribute('aria-activedescendant');
    [...list.children].forEach((option, index) => option.setAttribute('aria-selected', String(index === at)));
  }

  function hide() {
    list.hidden = true;
    mark();
  }

  function take(index) {
    if (!found[index]) return;
    store.set(select.actor(found[index]));
    input.value = '';
    hide();
  }

  input.addEventListener('input', show);
  input.addEventListener('blur', hide);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (list.hidden) show();
      else if (found.length) at = (at + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % found.length;
      mark();
    } else if (event.key === 'Enter') take(at);
    else if (event.key === 'Escape') {
      input.value = '';
      hide();
    } else return;
    event.preventDefault();
  });

  return { root, input };
}
