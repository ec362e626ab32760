/** An index could not be built, or is not fit to take the place of the old one, which stays. The message is for the operator. */
export class IndexBuildFailed extends Error {
  override readonly name = 'IndexBuildFailed';
}
