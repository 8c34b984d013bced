import { AppShell, Drawer, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMenu2 } from '@tabler/icons-react';
import { Link, Outlet, useLoaderData, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { rememberProject } from '../api/session.ts';
import { type People, PeopleContext } from '../ui/people/people.ts';
import { PeoplePanel } from '../ui/people/people-panel.tsx';
import { TimeZoneContext } from '../ui/time-zone.ts';
import classes from './app-frame.module.css';
import { CommandPalette } from './command-palette.tsx';
import { STEPS, TOOLS } from './places.ts';
import { RailFoot } from './rail-foot.tsx';
import { RailLinks } from './rail-links.tsx';
import { ServerGone } from './server-gone.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { useStepStates } from './step-states.ts';
import { useEarlyPages } from './use-early-pages.ts';
import { useGoKeys } from './use-go-keys.ts';

/** How many steps the bar of a phone has room for; the rest is in its menu. */
const IN_BAR = 5;

/** What stands around every page: the rail on the left, on a phone a bar at the bottom and a menu. */
export function AppFrame() {
  const { project: id } = useParams({ from: '/$project' });
  const { projects } = useLoaderData({ from: '/$project' });
  const project = projects.find((each) => each.id === id);
  const [isMenuOpen, menu] = useDisclosure(false);
  const [areKeysOpen, keys] = useDisclosure(false);
  const [people, setPeople] = useState<People>();
  useEffect(() => rememberProject(id), [id]);
  useGoKeys(id);
  useEarlyPages();
  const stateOf = useStepStates(id);
  return (
    <TimeZoneContext value={project?.timeZone ?? 'UTC'}>
      <a href="#main" className={classes.skip}>
        Skip to the page
      </a>
      <AppShell
        navbar={{ width: 208, breakpoint: 'sm', collapsed: { mobile: true } }}
        footer={{ height: { base: 56, sm: 0 } }}
        padding={0}
        // The rail comes and goes with the window's width: nothing to be seen sliding.
        transitionDuration={0}
      >
        <AppShell.Navbar className={classes.rail}>
          <Brand project={id} />
          <RailLinks project={id} places={STEPS} label="Playbook" stateOf={stateOf} />
          <div className={classes.line} />
          <RailLinks project={id} places={TOOLS} label="Tools" />
          <RailFoot projects={projects} project={id} onShowKeys={keys.toggle} />
        </AppShell.Navbar>
        <AppShell.Main id="main" className={classes.main}>
          <ServerGone />
          <PeopleContext value={setPeople}>
            <Outlet />
          </PeopleContext>
        </AppShell.Main>
        <AppShell.Footer hiddenFrom="sm" className={classes.bar}>
          <RailLinks project={id} places={STEPS.slice(0, IN_BAR)} label="Playbook" variant="bar" />
          <button type="button" className={classes.menu} onClick={menu.toggle} aria-expanded={isMenuOpen}>
            <IconMenu2 size={18} stroke={1.6} aria-hidden />
            More
          </button>
        </AppShell.Footer>
      </AppShell>
      <Drawer
        opened={isMenuOpen}
        onClose={menu.close}
        position="bottom"
        size="85%"
        title="All pages"
        hiddenFrom="sm"
        onClick={(event) => {
          if ((event.target as HTMLElement).closest('a')) menu.close();
        }}
      >
        <RailLinks project={id} places={[...STEPS, ...TOOLS]} label="All pages" stateOf={stateOf} />
        <RailFoot projects={projects} project={id} onShowKeys={keys.toggle} />
      </Drawer>
      <PeoplePanel people={people} onClose={() => setPeople(undefined)} />
      <CommandPalette project={id} />
      <ShortcutSheet isOpen={areKeysOpen} onToggle={keys.toggle} />
    </TimeZoneContext>
  );
}

function Brand({ project }: { readonly project: string }) {
  return (
    <Link to="/$project" params={{ project }} className={classes.brand}>
      <Group gap={8}>
        <img src="/icon.svg" alt="" width={22} height={22} />
        <Text fw={650} fz={16}>
          Cusp
        </Text>
      </Group>
    </Link>
  );
}
