/** Something that the whole process shares: put in place for its first user, taken back by its last. */
export function installedOnce(install: () => () => void): () => () => void {
  let users = 0;
  let undo: () => void = () => undefined;
  return () => {
    users += 1;
    if (users === 1) undo = install();
    return () => {
      users -= 1;
      if (users === 0) undo();
    };
  };
}
