import { Text } from '@mantine/core';
import { countText } from '../../ui/format.ts';

/** Says when figures are estimates out of a sample. */
export function SampledNote({
  sampled,
}: {
  readonly sampled: { readonly read: number; readonly of: number } | null | undefined;
}) {
  if (sampled === null || sampled === undefined) return null;
  return (
    <Text size="sm" c="dimmed" mb="sm">
      Estimates: {countText(sampled.read)} of {countText(sampled.of)} rows were read, and what is rare may be
      missing.
    </Text>
  );
}
