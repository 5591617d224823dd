// A reading: the text with everybody who is mentioned and every event underlined, and a card on each.

/** The text of a reading, ready to be put into a page. Positions count Unicode characters. */
function readingView(reading) {
  const letters = [...reading.text];
  const slice = (start, end) => clean(letters.slice(start, end).join(''));
  const text = h('div', { class: 'text', dir: 'auto' });
  const card = createCard();
  let at = 0;
  for (const span of spansOf(reading)) {
    if (span.start < at) continue;
    text.append(slice(at, span.start), spanView(span, slice(span.start, span.end), card, reading));
    at = span.end;
  }
  text.append(slice(at));
  const kinds = [...new Set(reading.mentions.map((mention) => mention.type))].sort();
  const key = h('p', { class: 'key' }, kinds.map((kind) => h('span', { class: `span kind-${clean(kind)}` }, typeWord(kind))),
    reading.events.length ? h('span', { class: 'span kind-event' }, 'event') : null);
  return [key, text, card.root];
}

/** What is underlined: mentions and the words of events; of two in one place the longer one. */
function spansOf(reading) {
  const spans = new Map();
  const add = (start, end, name, value) => {
    const place = `${start},${end}`;
    if (!spans.has(place)) spans.set(place, { start, end, mentions: [], events: [] });
    spans.get(place)[name].push(value);
  };
  for (const event of reading.events) add(event.trigger.start, event.trigger.end, 'events', event);
  for (const mention of reading.mentions) add(mention.start, mention.end, 'mentions', mention);
  return [...spans.values()].filter((span) => span.end > span.start).sort((a, b) => a.start - b.start || b.end - a.end);
}

function spanView(span, words, card, reading) {
  const kind = span.events.length ? 'event' : span.mentions[0].type;
  const element = h('span', {
    class: `span kind-${clean(kind)}`, role: 'button', tabindex: 0, 'aria-expanded': 'false', 'aria-haspopup': 'dialog',
    on: {
      click: () => card.open(element, contentOf(span, reading)),
      keydown(event) {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        card.open(element, contentOf(span, reading));
      },
    },
  }, words);
  return element;
}

function contentOf(span, reading) {
  const parts = [...span.events.map((event) => eventCard(event)), ...span.mentions.map((mention) => mentionCard(mention, reading))];
  return parts.flatMap((part, index) => [index > 0 ? h('hr') : null, part]);
}

function eventCard(event) {
  const people = (list) => (list.length ? list.flatMap((one, index) => [index > 0 ? ', ' : null, linkTo(one.actor, one.label)]) : ['–']);
  const rows = [['Who', people(event.agents)], ['Whom', people(event.patients)],
    ['Told as', [`${clean(event.modality)}${event.negated ? ', denied' : ''}`]],
    event.attributed_to ? ['Says', [clean(event.attributed_to)]] : null,
    event.place ? ['Where', [clean(event.place.text)]] : null,
    event.time ? ['When', [clean(event.time.text), event.time.from ? ` (${clean(event.time.from)})` : null]] : null].filter(Boolean);
  return h('div', {}, h('h3', {}, inWords(event.type)), h('dl', {}, rows.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])));
}

const REFERENCES = { name: 'by name', nominal: 'by a description', pronoun: 'by a pronoun' };

function mentionCard(mention, reading) {
  const others = reading.mentions.filter((other) => other.actor === mention.actor).length;
  const events = reading.events.filter((event) => [...event.agents, ...event.patients].some((one) => one.actor === mention.actor)).length;
  return h('div', {}, h('h3', {}, linkTo(mention.actor, mention.label)),
    h('p', {}, `${typeWord(mention.type)}, mentioned ${REFERENCES[mention.kind] ?? ''}`),
    h('p', { class: 'quiet' }, `${count(others, 'mention')} and ${count(events, 'event')} in this text`));
}

/** One card for the whole text: it opens at what was chosen, takes the focus, and gives it back. */
function createCard() {
  const close = h('button', { type: 'button', class: 'close', 'aria-label': 'Close', on: { click: () => hide(true) } }, '×');
  const content = h('div', {});
  const root = h('div', { class: 'card', role: 'dialog', 'aria-label': 'What was read here', tabindex: -1, hidden: true }, content, close);
  let owner = null;
  function open(element, parts) {
    if (owner === element) {
      hide(true);
      return;
    }
    hide(false);
    owner = element;
    element.setAttribute('aria-expanded', 'true');
    content.replaceChildren(...parts.filter(Boolean));
    root.hidden = false;
    // Where several lines are underlined, the card hangs on the first one.
    const box = element.getClientRects()[0];
    const left = Math.max(16, Math.min(box.left, document.documentElement.clientWidth - root.offsetWidth - 16));
    const below = box.bottom + 6 + root.offsetHeight < innerHeight || box.top < root.offsetHeight + 12;
    if (getComputedStyle(root).position !== 'fixed') {
      root.style.left = `${left + scrollX}px`;
      root.style.top = `${(below ? box.bottom + 6 : box.top - root.offsetHeight - 6) + scrollY}px`;
    }
    root.focus({ preventScroll: true });
  }
  function hide(back) {
    if (!owner) return;
    owner.setAttribute('aria-expanded', 'false');
    root.hidden = true;
    if (back) owner.focus();
    owner = null;
  }
  addEventListener('keydown', (event) => { if (event.key === 'Escape') hide(true); });
  addEventListener('pointerdown', (event) => { if (!root.contains(event.target) && event.target !== owner) hide(false); });
  return { root, open };
}

/** The text of an article of the graph, read again. Where that fails, the text stays as the server wrote it. */
async function setUpReader(section) {
  try {
    const reading = await ask(`/api/articles/${encodeURIComponent(section.dataset.article)}/reading`);
    section.querySelector('.text').replaceWith(...readingView(reading));
    section.classList.add('lively');
  } catch (error) {
    section.append(h('p', { class: 'quiet' }, `Cards are not there: ${clean(error.message)}`));
  }
}
