import { type NodeBook, nodeAt } from './nodes.ts';
import { byLabel } from './order.ts';

/** The `limit` most frequent nodes, of counts by node number; ties by name. Those that never came are not among them. */
export function listNodes(counts: Int32Array, book: NodeBook, limit: number): number[] {
  const found: number[] = [];
  counts.forEach((count, node) => {
    if (count > 0 && node > 0) found.push(node);
  });
  const by = (a: number, b: number): number =>
    (counts[b] as number) - (counts[a] as number) || byLabel(nodeAt(book, a), nodeAt(book, b));
  return found.sort(by).slice(0, limit);
}
