// Names in zips whose flag does not say UTF-8: each program wrote the encoding of its own country, and none says which. What
// they can be is told by their bytes, all names of an archive together.

/** The encodings that are tried, as TextDecoder calls them (it lacks cp437), with their names for people. */
export const ENCODINGS = /** @type {const} */ ([
  ['shift_jis', 'Japanese (Shift-JIS)'],
  ['gbk', 'Chinese, simplified (GBK)'],
  ['big5', 'Chinese, traditional (Big5)'],
  ['euc-kr', 'Korean (EUC-KR)'],
  ['ibm866', 'Russian (DOS, 866)'],
  ['windows-1251', 'Russian (Windows-1251)'],
  ['windows-1252', 'Western (Windows-1252)'],
  ['cp437', 'Western (DOS, 437)'],
]);

// 0x80 … 0xFF of code page 437, as the Unicode consortium lists it.
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/** @param {Uint8Array} bytes @param {string} encoding  of ENCODINGS @returns {string}  U+FFFD where it cannot be */
export function readName(bytes, encoding) {
  if (encoding !== 'cp437') return new TextDecoder(encoding).decode(bytes);
  return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : CP437[byte - 0x80])).join('');
}

/** @param {Uint8Array[]} names @returns {string}  of ENCODINGS; of equally likely ones the first */
export function guessEncoding(names) {
  let best = 'cp437';
  let most = 0;
  for (const [encoding] of ENCODINGS) {
    const score = likelihood(names, encoding);
    if (score > most) [best, most] = [encoding, score];
  }
  return best;
}

/** How much of what is beyond ASCII is usual in that language. @param {Uint8Array[]} names @param {string} encoding */
function likelihood(names, encoding) {
  let usual = 0;
  let all = 0;
  for (const bytes of names) {
    const name = readName(bytes, encoding);
    if (name.includes('\ufffd')) return 0;
    const pairs = PAIRS.get(encoding);
    const found = pairs ? usualPairs(bytes, pairs) : usualLetters(name, encoding);
    usual += found.usual;
    all += found.all;
  }
  return all > 0 ? usual / all : 0;
}

/**
 * First bytes of pairs, the second from trail on: of the characters that are used most (each standard puts them together), and of
 * punctuation. weight: of otherwise equal ones the language with fewer characters is likelier.
 * @typedef {{common: (lead: number, trail: number) => boolean, signs: [number, number], isLead: (byte: number) => boolean, weight: number}} Pairs
 */
const between = (/** @type {number} */ byte, /** @type {number} */ first, /** @type {number} */ last) =>
  byte >= first && byte <= last;
/** @type {Map<string, Pairs>} */
const PAIRS = new Map([
  [
    'shift_jis', // hiragana, katakana, kanji of level 1
    {
      common: (lead, trail) =>
        (lead === 0x82 && trail >= 0x9f) || (lead === 0x83 && trail <= 0x96) || between(lead, 0x88, 0x97),
      signs: [0x81, 0x82],
      isLead: (byte) => between(byte, 0x81, 0x9f) || byte >= 0xe0,
      weight: 1,
    },
  ],
  [
    'gbk',
    {
      common: (lead, trail) => between(lead, 0xb0, 0xd7) && trail >= 0xa1,
      signs: [0xa1, 0xa3],
      isLead: (byte) => byte > 0x80,
      weight: 0.98,
    },
  ],
  [
    'big5',
    { common: (lead) => between(lead, 0xa4, 0xc6), signs: [0xa1, 0xa3], isLead: (byte) => byte > 0x80, weight: 0.97 },
  ],
  [
    'euc-kr', // Hangul
    {
      common: (lead, trail) => between(lead, 0xb0, 0xc8) && trail >= 0xa1,
      signs: [0xa1, 0xa3],
      isLead: (byte) => byte > 0x80,
      weight: 0.99,
    },
  ],
]);

/** @param {Uint8Array} bytes @param {Pairs} pairs */
function usualPairs(bytes, { common, signs, isLead, weight }) {
  let usual = 0;
  let all = 0;
  let isAfterLetter = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at];
    const isInWord = isAfterLetter && isLatin(bytes[at + 1]); // rather one letter with an accent
    isAfterLetter = isLatin(lead);
    if (lead < 0x80) continue;
    all += 1;
    if (!isLead(lead)) continue; // a half-width katakana
    at += 1;
    if (isInWord) continue;
    if (common(lead, bytes[at])) usual += weight;
    else if (between(lead, ...signs)) usual += weight / 2;
  }
  return { usual, all };
}

/** @param {number | undefined} byte */
const isLatin = (byte) => byte !== undefined && (between(byte, 0x41, 0x5a) || between(byte, 0x61, 0x7a));

const RUSSIAN = /^(?:[А-ЯЁ]?[а-яё]+|[А-ЯЁ]+)$/u;
const WESTERN = /[àâäáãåæçéèêëíìîïñóòôöõøœúùûüýÿßÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜÝŸ]/gu;
const LONGEST_WESTERN_RUN = 2; // “Bäßler”

/** @param {string} name @param {string} encoding */
function usualLetters(name, encoding) {
  let usual = 0;
  let all = 0;
  for (const [run] of name.matchAll(/[^\0-\x7f]+/gu)) {
    all += run.length;
    if (/Western/.test(titleOf(encoding))) {
      if (run.length <= LONGEST_WESTERN_RUN) usual += 0.9 * (run.match(WESTERN)?.length ?? 0);
    } else if (run.length > 1 && RUSSIAN.test(run)) usual += 0.95 * run.length;
  }
  return { usual, all };
}

/** For people. @param {string} encoding */
export const titleOf = (encoding) => ENCODINGS.find(([key]) => key === encoding)?.[1] ?? encoding;
