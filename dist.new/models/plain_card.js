// A model's card where nothing is drawn: the lines of emo_text_card as ordinary text. Loaded when a card is opened.

/** @param {string} lines @returns {HTMLElement[]} */
export function cardElements(lines) {
  return lines.split('\n').map((line) => {
    const [kind, ...fields] = line.split('\t');
    const element = document.createElement(TAGS[kind] ?? 'p');
    element.textContent = WORDS[kind]?.(fields) ?? fields.join(' ');
    return element;
  });
}

const TAGS = /** @type {Record<string, string>} */ ({ title: 'h2', section: 'h3' });
const WORDS = /** @type {Record<string, (fields: string[]) => string>} */ ({
  row: ([name, value]) => `${name}: ${value}`,
  bar: ([name, , , , text]) => `${name}: ${text}`,
  matrix: (columns) => `Columns: ${columns.join(', ')}`,
  matrix_row: ([name, ...counts]) => `${name}: ${counts.join(', ')}`,
});
