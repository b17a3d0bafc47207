/** The processor time of this process so far, in milliseconds: what other processes do at the moment does not count. */
export function cpuTime(): number {
  return process.cpuUsage().user / 1000;
}
