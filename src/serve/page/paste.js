// An article that is pasted is read while one looks.

function setUpPaste(form) {
  const field = form.querySelector('textarea');
  const date = form.querySelector('input[type="date"]');
  const out = document.getElementById('reading');
  let [waiting, turn] = [0, 0];
  async function read() {
    clearTimeout(waiting);
    turn += 1;
    const mine = turn;
    const text = field.value;
    if (!text.trim()) {
      out.replaceChildren();
      return;
    }
    try {
      const body = JSON.stringify({ text, ...(date.value ? { date: date.value } : {}) });
      const reading = await ask('/extract', { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
      if (mine !== turn) return;
      const mentioned = new Set(reading.mentions.map((mention) => mention.actor)).size;
      out.replaceChildren(h('h2', {}, 'Reading'), h('p', { class: 'quiet' }, `${count(reading.events.length, 'event')}, ${count(mentioned, 'actor')}`), ...readingView(reading),
        h('h2', {}, 'What it says'), eventList(reading));
    } catch (error) {
      if (mine === turn) out.replaceChildren(h('p', { class: 'problem', role: 'alert' }, clean(error.message)));
    }
  }
  field.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(read, 500);
  });
  date.addEventListener('change', read);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    read();
  });
}

function eventList(reading) {
  if (!reading.events.length) return h('p', {}, 'No event was found.');
  const names = (list) => (list.length ? list.map((one) => clean(one.label)).join(', ') : '–');
  return h('ol', { class: 'events' }, reading.events.map((event) => h('li', {},
    `${names(event.agents)} `, h('b', {}, inWords(event.type)), ` ${names(event.patients)} `,
    h('small', {}, `(${clean(event.modality)}${event.negated ? ', denied' : ''}${event.attributed_to ? `; says ${clean(event.attributed_to)}` : ''})`),
    h('blockquote', { dir: 'auto' }, clean(reading.sentences[event.sentence]?.text ?? '')))));
}
