import { useProject } from '../../api/use-project.ts';
import { ButtonLink } from '../../ui/links.tsx';

/** The two ways in which events come: an SDK, a file. */
export function StartButtons() {
  const project = useProject();
  return (
    <>
      <ButtonLink to="/$project/data" params={{ project }} search={{ tab: 'import' }}>
        Import a file
      </ButtonLink>
      <ButtonLink variant="default" to="/$project/data" params={{ project }} search={{ tab: 'keys' }}>
        Connect an SDK
      </ButtonLink>
    </>
  );
}
