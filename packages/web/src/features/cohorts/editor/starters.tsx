import { parseCohort } from '@cusp/engine/define/language/parse.ts';
import { Stack, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { eventNames } from '../../../api/catalogue.ts';
import { useProject } from '../../../api/use-project.ts';
import { Panel } from '../../../ui/panel.tsx';
import type { DraftDefinition } from '../tree/definition.ts';
import { starterTexts } from './starter-texts.ts';
import classes from './starters.module.css';

/** A few definitions to begin with, on the project's own events. */
export function Starters({ onStart }: { readonly onStart: (definition: DraftDefinition) => void }) {
  const { data } = useQuery(eventNames(useProject()));
  const starters = starterTexts((data?.events ?? []).map(({ name }) => name)).flatMap((starter) => {
    const read = parseCohort(starter.text);
    return read.ok ? [{ ...starter, definition: read.value }] : [];
  });
  if (starters.length === 0) return null;
  return (
    <Panel title="Or begin with one of these">
      <Stack gap={4}>
        {starters.map(({ title, text, definition }) => (
          <UnstyledButton key={title} className={classes.starter} onClick={() => onStart(definition)}>
            <Text size="sm" fw={500}>
              {title}
            </Text>
            <Text size="xs" c="dimmed" className="name">
              {text}
            </Text>
          </UnstyledButton>
        ))}
      </Stack>
    </Panel>
  );
}
