import { useQuery } from '@tanstack/react-query';
import { useLoaderData } from '@tanstack/react-router';
import { playbook } from '../api/playbook.ts';
import { projectStatus } from '../api/status.ts';
import { useProject } from '../api/use-project.ts';
import { StartButtons } from '../features/data/start-buttons.tsx';
import { homeAnswer } from '../features/home/answer.ts';
import { Attention } from '../features/home/attention.tsx';
import { ExampleSteps } from '../features/home/example-steps.tsx';
import { LiveTransitions } from '../features/home/live-transitions.tsx';
import { Steps } from '../features/home/steps.tsx';
import { Columns } from '../ui/columns.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';

/** Where do we stand? The six steps, what needs a look, and who comes and goes. */
export function HomePage() {
  const id = useProject();
  const { projects } = useLoaderData({ from: '/$project' });
  const name = projects.find((each) => each.id === id)?.name ?? id;
  const steps = useQuery(playbook(id));
  const status = useQuery(projectStatus(id));
  const isEmpty = status.data?.events === 0;
  return (
    <Page
      title={name === 'default' ? 'Home' : name}
      answer={isEmpty ? undefined : steps.data ? homeAnswer(steps.data) : steps.isPending ? null : undefined}
    >
      {isEmpty ? (
        <EmptyState
          title="Who has outgrown their plan, is it real, and were they reached?"
          example={<ExampleSteps />}
          action={<StartButtons />}
        >
          Six steps lead from events to an offer that was measured. They begin with what your product sends:
          point the SDK that you have at this server, or import a file.
        </EmptyState>
      ) : (
        <Loaded query={steps} skeleton={[[400, 460]]}>
          {(data) => (
            <Columns>
              <Panel title="The playbook">
                <Steps playbook={data} />
              </Panel>
              <div style={{ display: 'flex', flexDirection: 'column', gap: 16 }}>
                {data.attention.length > 0 && (
                  <Panel title="Needs a look">
                    <Attention attention={data.attention} />
                  </Panel>
                )}
                <Panel title="Coming and going">
                  <LiveTransitions />
                </Panel>
              </div>
            </Columns>
          )}
        </Loaded>
      )}
    </Page>
  );
}
