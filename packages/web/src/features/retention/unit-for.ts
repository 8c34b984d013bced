/** The interval that a usage interval in days suggests: not shorter than what people need to come back, or curves say "lost" of those who are not. */
export function unitFor(days: number): 'day' | 'week' | 'month' {
  if (days <= 2) return 'day';
  return days <= 10 ? 'week' : 'month';
}
