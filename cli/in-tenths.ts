/** Passes on the first event of each stage and of each tenth of it: work on ten thousand files is ten lines in a pipe. */
export function inTenths<Event extends { stage?: string; share: number }>(show: (event: Event) => void): (event: Event) => void {
  let last = '';
  return (event) => {
    const place = `${event.stage ?? ''} ${Math.floor(event.share * 10)}`;
    if (place === last) return;
    last = place;
    show(event);
  };
}
