import { Container, Stack, Text, Title } from '@mantine/core';
import { ButtonLink } from '../ui/links.tsx';

export function NoSuchPage() {
  return (
    <Container size="sm" py={64}>
      <Stack align="flex-start">
        <Title order={1}>There is no such page</Title>
        <Text c="dimmed">The address may have been cut off, or what it showed was removed.</Text>
        <ButtonLink to="/" variant="default">
          Go to the home page
        </ButtonLink>
      </Stack>
    </Container>
  );
}
