let current: string | undefined;

/** The project that requests are about: the one in the page's address. Set by the frame's route before any page loads. */
export function currentProject(): string | undefined {
  return current;
}

export function setCurrentProject(project: string): void {
  current = project;
}
