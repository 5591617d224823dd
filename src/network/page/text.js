// Words for people. Names, headlines and sentences are untrusted: they are cleaned here and shown as text, never as markup.

// Control characters, and those that turn the direction of the text around them: U+061C, U+200E, U+200F, U+202A–U+202E, U+2066–U+2069.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** A text without what could disturb the page around it. Line breaks and tabs stay. */
function clean(text) {
  return String(text ?? '').replace(/\r\n?/gu, '\n').replace(CONTROLS, '');
}

/** A name on one line, cut to `length` characters as people count them. */
function shortName(text, length = 60) {
  const line = clean(text).replace(/\s+/gu, ' ').trim();
  if (!line) return '(no name)';
  if (line.length <= length) return line;
  // What the eye sees as one character may be many code points: an emoji with its modifiers is not cut in two.
  const head = line.slice(0, length * 12);
  const parts = typeof Intl.Segmenter === 'function'
    ? Array.from(new Intl.Segmenter('en').segment(head), (part) => part.segment)
    : Array.from(head);
  return parts.length <= length && head.length === line.length ? line : parts.slice(0, length - 1).join('').trimEnd() + '…';
}

/** "1 event", "2 events". */
function count(number, one, many = `${one}s`) {
  return `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`;
}

const DAY = 86_400_000;
const DATES = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const MONTHS = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** The number of a day ("2025-08-22"), counted from 1970; null for what is no day. */
function dayNumber(iso) {
  const match = /^(-?\d{4,6})-(\d\d)-(\d\d)$/u.exec(iso ?? '');
  if (!match) return null;
  const time = Date.UTC(+match[1], +match[2] - 1, +match[3]);
  return Number.isFinite(time) ? Math.round(time / DAY) : null;
}

function isoDay(day) {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

function dayWords(day) {
  return DATES.format(day * DAY);
}

/** An interval in words: "4 Oct 2022", "Oct 2022", "4 Oct 2022 to 9 Nov 2022". */
function spanWords(start, end) {
  if (start === null) return '';
  if (end === null || end === start) return dayWords(start);
  const [from, until] = [new Date(start * DAY), new Date((end + 1) * DAY)];
  if (from.getUTCDate() === 1 && until.getUTCDate() === 1) {
    const months = (until.getUTCFullYear() - from.getUTCFullYear()) * 12 + until.getUTCMonth() - from.getUTCMonth();
    if (months === 1) return MONTHS.format(from);
    if (months === 12 && from.getUTCMonth() === 0) return String(from.getUTCFullYear());
  }
  return `${dayWords(start)} to ${dayWords(end)}`;
}

/** An address that may be linked to: a web page and nothing else. */
function webAddress(url) {
  try {
    const parsed = new URL(url);
    return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed.href : null;
  } catch {
    return null;
  }
}
