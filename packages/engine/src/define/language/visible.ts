const LONGEST = 40;
/** Controls, format characters (which hide or turn text) and halves of surrogate pairs. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Every character of a text made harmless and visible: one for one, so that columns stay. Tabs stay too. */
export function defused(text: string): string {
  return text.replace(UNSEEN, (character) =>
    character === '\t' ? character : '\ufffd'.repeat(character.length),
  );
}

/** A user's text as a message may quote it: harmless, on one line and short. */
export function visible(text: string): string {
  const shown = defused(text.slice(0, LONGEST + 1)).replaceAll('\t', ' ');
  return text.length > LONGEST ? `${shown.slice(0, LONGEST - 1)}…` : shown;
}
