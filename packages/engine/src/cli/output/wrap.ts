import { TERMINAL_WIDTH } from './table.ts';

/** Text in lines of at most `width` characters, broken between words; a longer word is cut in two. */
export function wrapped(text: string, indent = '', width = TERMINAL_WIDTH): string {
  const room = Math.max(1, width - indent.length);
  const lines: string[][] = [[]];
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    for (const piece of pieces([...word], room)) {
      const last = lines.at(-1) ?? [];
      const used = last.reduce((sum, each) => sum + [...each].length + 1, 0);
      if (last.length > 0 && used + [...piece].length > room) lines.push([piece]);
      else last.push(piece);
    }
  }
  return lines.map((line) => (indent + line.join(' ')).trimEnd()).join('\n');
}

function pieces(characters: readonly string[], room: number): string[] {
  const cut: string[] = [];
  for (let at = 0; at < characters.length; at += room) cut.push(characters.slice(at, at + room).join(''));
  return cut;
}
