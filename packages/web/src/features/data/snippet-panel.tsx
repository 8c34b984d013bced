import { Code, Tabs } from '@mantine/core';
import { Panel } from '../../ui/panel.tsx';
import { snippets } from './snippets.ts';

/** What to paste into the product, by SDK. `writeKey` stands in it where it is known. */
export function SnippetPanel({ writeKey }: { readonly writeKey: string | undefined }) {
  const all = snippets(location.origin, writeKey);
  return (
    <Panel title="What to paste">
      <Tabs defaultValue="amplitude" keepMounted={false}>
        <Tabs.List mb="md">
          {all.map(({ id, title }) => (
            <Tabs.Tab key={id} value={id}>
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {all.map(({ id, code }) => (
          <Tabs.Panel key={id} value={id}>
            <Code block tabIndex={0}>
              {code}
            </Code>
          </Tabs.Panel>
        ))}
      </Tabs>
    </Panel>
  );
}
