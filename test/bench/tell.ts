/** How a task tells its parent what happens while it runs. */
export type Tell = (event: unknown) => void;
