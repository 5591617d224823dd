// Elements. Nothing here, or anywhere in this page, parses a string as markup.

const SVG = 'http://www.w3.org/2000/svg';

/** An element with properties (attributes; `on` for listeners) and children (elements or text; null is left out). */
function h(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

/** The same for pictures. */
function svg(tag, properties = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'on') for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A name of somebody, shortened, apart from the direction of the text around it; the whole name on hovering if it was cut. */
function nameOf(text, length = 60) {
  const short = shortName(text, length);
  return h('bdi', { title: short.endsWith('…') ? shortName(text, 400) : null }, short);
}

/** What a change of colours, sizes or motion depends on. */
const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The glyph that stands for a sign beside its colour, so that nobody needs the colour. */
function signGlyph(sign) {
  const shapes = { cooperation: [['M1 5H17', null]], conflict: [['M1 5H17', '4 2.5']], mixed: [['M1 5H17', '7 2.5 1.5 2.5']], neutral: [['M1 5H17', '1.5 2.5']] };
  return svg('svg', { class: `glyph sign-${sign}`, viewBox: '0 0 18 10', width: 18, height: 10, 'aria-hidden': 'true' },
    shapes[sign].map(([d, dash]) => svg('path', { d, 'stroke-dasharray': dash })));
}

/** The shape that stands for a type of actor, as in the network. */
function typeGlyph(type) {
  return svg('svg', { class: 'glyph type', viewBox: '-7 -7 14 14', width: 12, height: 12, 'aria-hidden': 'true' },
    svg('path', { d: shapePath(type, 5) }));
}

/** Outline of a type's shape around the origin, as an SVG path. Areas are about equal, so that size means the same for all. */
function shapePath(type, r) {
  const points = SHAPES[type] ?? null;
  if (!points) return `M${r} 0A${r} ${r} 0 1 1 ${-r} 0A${r} ${r} 0 1 1 ${r} 0Z`;
  return `M${points.map(([x, y]) => `${x * r} ${y * r}`).join('L')}Z`;
}

// Persons are circles; the corners of the others, for radius 1.
const SHAPES = {
  State: [[-0.89, -0.89], [0.89, -0.89], [0.89, 0.89], [-0.89, 0.89]],
  Organization: [[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]],
  Group: [[0, -1.25], [1.19, 0.8], [-1.19, 0.8]],
  Place: [[0, -1.1], [1.05, -0.34], [0.65, 0.89], [-0.65, 0.89], [-1.05, -0.34]],
};

const TYPE_WORDS = {
  Person: ['person', 'persons'], State: ['state', 'states'], Organization: ['organisation', 'organisations'],
  Group: ['group', 'groups'], Place: ['place', 'places'],
};

const typeWord = (type, number = 1) => (TYPE_WORDS[type] ?? ['actor', 'actors'])[number === 1 ? 0 : 1];
