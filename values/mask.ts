/** Shows so many characters in front and behind, but never more than half of the value. */
export function maskMiddle(value: string, front: number, behind: number): string {
  const characters = [...value];
  const most = Math.floor(characters.length / 2);
  const shownBehind = Math.min(behind, Math.max(most - front, 0));
  const shownFront = Math.min(front, most - shownBehind);
  const hidden = characters.length - shownFront - shownBehind;
  return characters.slice(0, shownFront).join('') + '*'.repeat(hidden) + characters.slice(characters.length - shownBehind).join('');
}
