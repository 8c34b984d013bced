import { Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Panel } from '../../../ui/panel.tsx';
import { When } from '../../../ui/when.tsx';
import type { CohortWhole } from '../cohort-types.ts';
import classes from './definition-panel.module.css';

/** What the cohort says, in plain words and as text. */
export function DefinitionPanel({ cohort }: { readonly cohort: CohortWhole }) {
  const { plain, text, version, createdAt, updatedAt, description, warnings } = cohort;
  return (
    <Panel title="What it says">
      {description !== '' && (
        <Text size="sm" c="dimmed" mb={8} className="name">
          <bdi>{description}</bdi>
        </Text>
      )}
      <p className={classes.plain}>{plain}</p>
      <pre className={classes.text}>{text}</pre>
      {warnings.map(({ path, message }) => (
        <Text key={`${path} ${message}`} size="sm" c="var(--cusp-stale)" className="name">
          <IconAlertTriangle size={13} aria-hidden /> {message}
        </Text>
      ))}
      <Text size="xs" c="dimmed" mt={8}>
        Version {version}. Made <When at={createdAt} />, changed <When at={updatedAt} />.
      </Text>
    </Panel>
  );
}
