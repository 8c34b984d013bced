/** The secret that stands behind `#` in the address of a link. It is taken out of the address at once, so that it is not shared by mistake. */
export function secretOfAddress(): string {
  const secret = location.hash.slice(1);
  if (secret !== '') history.replaceState(history.state, '', location.pathname);
  return secret;
}
