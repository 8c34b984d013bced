import { Alert, Button, Code, CopyButton, Group } from '@mantine/core';

export interface ShownOnceProps {
  /** What it is, and that it is shown this once. */
  readonly title: string;
  readonly value: string;
}

/** A secret at the one moment at which it can be read, with a button that copies it. */
export function ShownOnce({ title, value }: ShownOnceProps) {
  return (
    <Alert variant="outline" color="var(--cusp-stale)" title={title} w="100%">
      <Group gap="sm">
        <Code style={{ overflowWrap: 'anywhere' }}>{value}</Code>
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Alert>
  );
}
