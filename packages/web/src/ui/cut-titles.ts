/** How far up from what is pointed at the element may be that cuts it. */
const MOST_ABOVE = 4;
/** Elements whose title was set here, so that one that a component gave is left alone. */
const ours = new WeakSet<Element>();

/**
 * Gives every text that is cut for want of room its whole as a title, as it is pointed at: with an ellipsis, after some lines, or in a field.
 * Once for the whole page, so that no component has to think of it. Gives what ends it.
 */
export function titleWhatIsCut(document: Document): () => void {
  const look = ({ target }: Event): void => {
    let element = target instanceof Element ? target : null;
    for (let above = 0; element !== null && above < MOST_ABOVE; above += 1) {
      if (element instanceof HTMLElement) setTitle(element);
      element = element.parentElement;
    }
  };
  document.addEventListener('pointerover', look, { passive: true });
  return () => document.removeEventListener('pointerover', look);
}

function setTitle(element: HTMLElement): void {
  if (element.hasAttribute('title') && !ours.has(element)) return;
  const text = cutText(element);
  if (text !== undefined) {
    element.title = text;
    ours.add(element);
  } else if (ours.delete(element)) element.removeAttribute('title');
}

/** The whole of a text that does not fit its element; undefined when it does, or is no text. */
function cutText(element: HTMLElement): string | undefined {
  if (element instanceof HTMLInputElement) {
    const text = element.type === 'password' ? '' : element.value || element.placeholder;
    return text !== '' && element.scrollWidth > element.clientWidth ? text : undefined;
  }
  const style = getComputedStyle(element);
  if (style.overflowX === 'visible') return undefined;
  const isCutAcross = style.textOverflow === 'ellipsis' && element.scrollWidth > element.clientWidth;
  const isCutBelow = style.webkitLineClamp !== 'none' && element.scrollHeight > element.clientHeight + 1;
  return isCutAcross || isCutBelow ? (element.textContent ?? undefined) : undefined;
}
