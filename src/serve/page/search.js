// Suggestions while a name is typed. Enter without a choice sends the form, as without scripts.

function setUpSearch(form) {
  const field = form.querySelector('input[type="search"]');
  field.setAttribute('role', 'combobox');
  const options = createOptions(field, 'suggestions', 'Actors found',
    (actor) => [nameOf(actor.label), h('small', {}, `${clean(actor.type)}, ${count(actor.events, 'event')}`)],
    (actor) => { location.href = addressOf(actor.iri) ?? `/?q=${encodeURIComponent(actor.label)}`; });
  form.append(options.list);
  options.hide();
  let [waiting, turn] = [0, 0];
  field.addEventListener('input', () => {
    clearTimeout(waiting);
    turn += 1;
    const mine = turn;
    const typed = field.value.trim();
    if (!typed) {
      options.hide();
      return;
    }
    waiting = setTimeout(async () => {
      try {
        const { items } = await ask(`/api/actors?limit=8&q=${encodeURIComponent(typed)}`);
        if (mine === turn && document.activeElement === field) options.show(items);
      } catch {
        // Without suggestions the form still searches.
        options.hide();
      }
    }, 120);
  });
  field.addEventListener('keydown', (event) => options.key(event));
  addEventListener('keydown', (event) => {
    if (event.key !== '/' || /^(?:INPUT|SELECT|TEXTAREA)$/u.test(event.target.tagName)) return;
    event.preventDefault();
    field.focus();
  });
}
