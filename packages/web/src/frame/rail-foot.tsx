import { ActionIcon, Group, Select, Stack, Text, Tooltip, useMantineColorScheme } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconKeyboard, IconMoon, IconSearch, IconSun, IconSunMoon } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { Session } from '../api/session.ts';
import { useRole } from '../api/use-role.ts';
import { useTimeZone } from '../ui/time-zone.ts';
import classes from './rail-foot.module.css';

const NEXT = { auto: 'light', light: 'dark', dark: 'auto' } as const;
const SCHEME_ICONS = { auto: IconSunMoon, light: IconSun, dark: IconMoon };

export interface RailFootProps {
  readonly projects: Session['projects'];
  readonly project: string;
  readonly onShowKeys: () => void;
}

/** The project, what one may do in it, its time zone, the command palette and the colour scheme. */
export function RailFoot({ projects, project, onShowKeys }: RailFootProps) {
  const timeZone = useTimeZone();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const isViewer = useRole() === 'viewer';
  const SchemeIcon = SCHEME_ICONS[colorScheme];
  return (
    <Stack gap={8} className={classes.foot}>
      <Group gap={4} wrap="nowrap">
        <Tooltip label="Search and commands · Ctrl K">
          <ActionIcon variant="default" size={32} onClick={spotlight.open} aria-label="Search and commands">
            <IconSearch size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Keys · ?">
          <ActionIcon variant="default" size={32} onClick={onShowKeys} aria-label="Keys" visibleFrom="sm">
            <IconKeyboard size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={`Colours: ${colorScheme}`}>
          <ActionIcon
            variant="default"
            size={32}
            onClick={() => setColorScheme(NEXT[colorScheme])}
            aria-label={`Colours: ${colorScheme}. Change`}
          >
            <SchemeIcon size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
      {projects.length > 1 && (
        <Select
          aria-label="Project"
          size="xs"
          data={projects.map(({ id, name }) => ({ value: id, label: name }))}
          value={project}
          allowDeselect={false}
          onChange={(id) => id !== null && navigate({ to: '/$project', params: { project: id } })}
        />
      )}
      {isViewer && (
        <Text size="xs" c="dimmed">
          You are a viewer here: you may look and ask, not change.
        </Text>
      )}
      <Text size="xs" c="dimmed">
        Times are in {timeZone}
      </Text>
    </Stack>
  );
}
