/** Whether lists and objects stand in each other more than `levels` deep. Looks no deeper, so nothing can exhaust the stack. */
export function nestsDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  const inner = Array.isArray(value) ? value : Object.values(value);
  return inner.some((item) => nestsDeeperThan(item, levels - 1));
}
