/** A heading over a block of text; nothing when the block is empty. */
export function section(title: string, text: string): string {
  return text === '' ? '' : `${title}\n${text}`;
}

/** Blocks with an empty line between them, the empty ones left out. */
export function sections(blocks: readonly string[]): string {
  return blocks.filter((block) => block !== '').join('\n\n');
}
