// Graphs that no article gives: names that try to break out, and a network of two thousand actors.

import { writeFileSync, readFileSync } from 'node:fs';

const folder = process.argv[2];
const BASE = 'https://w3id.org/relata/';
const REL = `${BASE}ontology#`;
const types = readFileSync(`${folder}/types.nq`, 'utf8');

const iri = (text) => `<${text}>`;
const literal = (text) => `"${text.replace(/[\\"\n\r\u0000-\u001f\u007f]/gu, (c) => `\\u${c.codePointAt(0).toString(16).padStart(4, '0')}`)}"`;
const typed = (text, type) => `${literal(String(text))}^^<http://www.w3.org/2001/XMLSchema#${type}>`;
const length = (text) => [...text].length;

/** A graph of one article a line of `sentences`: [who, class, whom, words before the trigger, trigger, words after]. */
function graph(articles, actors) {
  const lines = [];
  for (const { name, title, date, url, publisher, events } of articles) {
    const article = `${BASE}article/${name}`;
    const add = (subject, property, object) => lines.push(`${iri(subject)} ${iri(property)} ${object} ${iri(article)} .`);
    const rel = (subject, property, object) => add(subject, REL + property, object);
    const rdfType = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
    let text = '';
    events.forEach(({ from, to, kind, root, words, trigger, modality = 'Asserted', polarity = 'Positive', day }, index) => {
      const start = length(text);
      const end = start + length(words);
      const at = start + length(words.slice(0, words.indexOf(trigger)));
      text += `${words}\n\n`;
      const event = `${article}/event/${index + 1}-1`;
      const evidence = `${article}#char=${start},${end}`;
      add(event, rdfType, iri(REL + kind));
      if (root !== kind) add(event, rdfType, iri(REL + root));
      for (const actor of from) rel(event, 'agent', iri(`${BASE}actor/${actor}`));
      for (const actor of to) rel(event, 'patient', iri(`${BASE}actor/${actor}`));
      rel(event, 'modality', iri(REL + modality));
      rel(event, 'polarity', iri(REL + polarity));
      rel(event, 'evidence', iri(evidence));
      rel(event, 'trigger', iri(`${article}#char=${at},${at + length(trigger)}`));
      if (day) {
        rel(event, 'from', typed(day, 'date'));
        rel(event, 'until', typed(day, 'date'));
        rel(event, 'timeText', literal(`on ${day}`));
      }
      add(evidence, rdfType, iri(`${REL}Evidence`));
      add(evidence, 'http://www.w3.org/ns/oa#hasSource', iri(article));
      add(evidence, 'http://www.w3.org/ns/oa#start', typed(start, 'integer'));
      add(evidence, 'http://www.w3.org/ns/oa#end', typed(end, 'integer'));
      add(evidence, 'http://www.w3.org/ns/oa#exact', literal(words));
      for (const actor of [...from, ...to]) {
        add(`${BASE}actor/${actor}`, rdfType, iri(REL + actors[actor].type));
        add(`${BASE}actor/${actor}`, 'http://www.w3.org/2000/01/rdf-schema#label', literal(actors[actor].name));
      }
    });
    add(article, rdfType, iri('https://schema.org/NewsArticle'));
    add(article, 'http://purl.org/dc/terms/identifier', literal(name));
    add(article, 'https://schema.org/headline', literal(title));
    if (date) add(article, 'https://schema.org/datePublished', typed(date, 'date'));
    if (url) add(article, 'https://schema.org/url', literal(url));
    if (publisher) add(article, 'https://schema.org/publisher', literal(publisher));
    add(article, 'https://schema.org/articleBody', literal(text));
  }
  return [...new Set(lines)].sort().join('\n') + '\n';
}

const attacks = {
  script: '</script><script>window.broken = 1</script>',
  image: '<img src=x onerror="window.broken = 2">',
  comment: '<!--<script>window.broken = 3',
  bidi: '\u202egnp.tset\u202c\u2066\u202e left to right',
  long: 'Ten thousand letters '.repeat(500),
  wide: 'W'.repeat(10_000),
  emoji: '👩‍👩‍👧‍👦 family 🏴‍☠️ 🇰🇪 é',
  empty: '',
  blank: ' \u00a0\u2003 ',
  separators: 'one\u2028two\u2029three',
  arabic: 'محمد بن سلمان',
  chinese: '习近平',
  combining: `Z${'\u0351'.repeat(60)}algo`,
  object: '__proto__',
  placeholder: '{script}{data}{csp}',
  quotes: `"'\`&lt;b&gt;\\u003c`,
};
const names = Object.keys(attacks);
const hostile = names.map((name, index) => {
  const next = names[(index + 1) % names.length];
  const words = `😀 ${attacks[name].slice(0, 300)} accused ${attacks[next].slice(0, 300)} of <b>everything</b>.`.replace(/\n/gu, ' ');
  return { from: [name], to: [next], kind: 'Accusation', root: 'Accuse', words, trigger: 'accused', day: `2024-01-${String(index + 1).padStart(2, '0')}` };
});
// One knows all, so that everybody hangs together.
for (const name of names.slice(1)) {
  hostile.push({ from: [names[0]], to: [name], kind: 'Praise', root: 'Support', words: `Somebody praised "${name}".`, trigger: 'praised' });
}
const people = Object.fromEntries(names.map((name, index) => [name, { name: attacks[name], type: ['Person', 'State', 'Organization', 'Group', 'Place'][index % 5] }]));
writeFileSync(`${folder}/hostile.nq`, types + graph([{
  name: 'hostile.txt', title: `${attacks.script}${attacks.bidi}`, date: '2024-02-01', url: 'javascript:window.broken=4', publisher: attacks.image, events: hostile,
}], people));

// The same numbers on every machine and in every run.
let seed = 20250822;
const random = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};
const ACTORS = 2000;
const EVENTS = 9000;
const kinds = [['Meeting', 'Consult', 'met'], ['Praise', 'Support', 'praised'], ['Accusation', 'Accuse', 'accused'], ['Criticism', 'Accuse', 'criticised'], ['Attack', 'Assault', 'attacked']];
const crowd = Object.fromEntries(Array.from({ length: ACTORS }, (_, index) => [`a${index}`, { name: `Actor number ${index}`, type: ['Person', 'State', 'Organization', 'Group'][index % 4] }]));
const articles = Array.from({ length: EVENTS / 20 }, (_, article) => {
  const community = Math.floor(random() * 40);
  const somebody = () => {
    // Mostly of one's own community, and mostly its first: few are very active, as in life.
    const of = random() < 0.85 ? community : Math.floor(random() * 40);
    return `a${of * 50 + Math.floor(50 * random() ** 2.2)}`;
  };
  const date = new Date(Date.UTC(2021, 0, 1 + Math.floor(random() * 1500))).toISOString().slice(0, 10);
  const events = Array.from({ length: 20 }, () => {
    const [kind, root, verb] = kinds[Math.floor(random() * kinds.length)];
    const one = somebody();
    let other = somebody();
    while (other === one) other = somebody();
    return { from: [one], to: [other], kind, root, words: `${crowd[one].name} ${verb} ${crowd[other].name} in the course of the day.`, trigger: verb };
  });
  return { name: `article-${article}.txt`, title: `Article number ${article}`, date, events };
});
writeFileSync(`${folder}/large.nq`, types + graph(articles, crowd));

// An article without a text, of which only plans are told.
const plans = graph([{
  name: 'plans.txt', title: 'Plans', events: [{ from: ['a1'], to: ['a2'], kind: 'Meeting', root: 'Consult', words: 'Actor number 1 will have met actor number 2.', trigger: 'met', modality: 'Planned' }],
}], crowd);
writeFileSync(`${folder}/untold.nq`, types + plans.split('\n').filter((line) => !line.includes('articleBody')).join('\n'));
