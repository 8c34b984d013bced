import { Badge, Button, Group, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { ChangeButton } from '../../../ui/change-button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { When } from '../../../ui/when.tsx';
import type { CohortVersion, CohortWhole } from '../cohort-types.ts';
import classes from './diff.module.css';
import { RollbackDialog } from './rollback-dialog.tsx';

export interface VersionListProps {
  readonly cohort: CohortWhole;
  readonly versions: readonly CohortVersion[];
  readonly from: number;
  readonly to: number;
  readonly onCompare: (before: number, after: number) => void;
}

const STATES: Readonly<Record<CohortVersion['state'], string>> = {
  'in-force': 'in force',
  building: 'being built',
  earlier: 'earlier',
  dropped: 'dropped before it was built',
};

/** Every version with what can be done with it. */
export function VersionList({ cohort, versions, from, to, onCompare }: VersionListProps) {
  const [back, setBack] = useState<CohortVersion>();
  const data = versions.map(({ version }) => ({ value: String(version), label: `Version ${version}` }));
  return (
    <Panel title="Versions">
      {versions.length > 1 && (
        <Group gap={8} mb={8} align="flex-end">
          <Select
            size="xs"
            w={124}
            label="Compare"
            data={data}
            value={String(from)}
            allowDeselect={false}
            onChange={(chosen) => onCompare(Number(chosen), to)}
          />
          <Select
            size="xs"
            w={124}
            label="with"
            data={data}
            value={String(to)}
            allowDeselect={false}
            onChange={(chosen) => onCompare(from, Number(chosen))}
          />
        </Group>
      )}
      {versions.map((each, i) => {
        const earlier = versions[i + 1];
        return (
          <div key={each.version} className={classes.version}>
            <Group justify="space-between" gap={8}>
              <Group gap={8}>
                <Text fw={600}>Version {each.version}</Text>
                <Badge
                  variant="outline"
                  tt="none"
                  fw={500}
                  color={each.state === 'in-force' ? 'var(--cusp-entered)' : 'var(--cusp-unknown)'}
                >
                  {STATES[each.state]}
                </Badge>
              </Group>
              <Text size="xs" c="dimmed">
                <When at={each.createdAt} />
              </Text>
            </Group>
            <pre className={classes.text}>{each.text}</pre>
            <Group gap={4}>
              {earlier !== undefined && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  onClick={() => onCompare(earlier.version, each.version)}
                >
                  What it changed
                </Button>
              )}
              {each.state !== 'in-force' && each.state !== 'building' && (
                <ChangeButton size="compact-xs" variant="subtle" onClick={() => setBack(each)}>
                  Go back to it
                </ChangeButton>
              )}
            </Group>
          </div>
        );
      })}
      <RollbackDialog cohort={cohort} to={back} onClose={() => setBack(undefined)} />
    </Panel>
  );
}
