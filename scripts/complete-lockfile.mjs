// Run after `npm install` where the package mirror lacks other platforms' binaries: npm then leaves their optional
// packages out of package-lock.json, and `npm ci` refuses the file everywhere. This puts them back by name, version,
// system and processor.
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
const systems = /(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)/;
const processors = /(?:^|[-.])(arm64|arm|ia32|loong64|mips64el|ppc64|riscv64|s390x|x64)(?:[-.]|$)/;

let added = 0;
for (const entry of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    if (lock.packages[place]) continue;
    const os = name === "fsevents" ? "darwin" : systems.exec(name)?.[1];
    const cpu = processors.exec(name.split("/").at(-1))?.[1];
    const libc = /musl/.test(name) ? "musl" : /linux.*gnu/.test(name) ? "glibc" : undefined;
    lock.packages[place] = {
      version: version.replace(/^[~^]/, ""),
      ...(cpu && { cpu: [cpu] }),
      ...(entry.dev && { dev: true }),
      ...(libc && { libc: [libc] }),
      optional: true,
      ...(os && { os: [os] }),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} optional packages of other platforms added to package-lock.json`);
